using MinMo.Abstractions.Settings;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Gateways.Realtime.Conversation;

/// <summary>The client's view of a session to the settings of a call.</summary>
internal static class SettingsMapping
{
    private const int MostTokens = 4096;

    public static CallSettings Apply(SessionConfiguration session, CallSettings defaults) => defaults with
    {
        Instructions = session.Instructions,
        Turns = Apply(session.Audio.Input.TurnDetection, defaults.Turns),
        Reply = defaults.Reply with
        {
            MaximumTokens = session.MaxOutputTokens ?? MostTokens,
            Spoken = session.Spoken,
        },
        Voice = defaults.Voice with { Rate = (float)Math.Max(0.5, session.Audio.Output.Speed) },
    };

    public static ReplySettings Apply(ReplyTicket ticket, ReplySettings call) => call with
    {
        MaximumTokens = ticket.Limit ?? MostTokens,
        Spoken = ticket.Spoken,
    };

    private static TurnSettings Apply(TurnDetection? detection, TurnSettings defaults) => detection switch
    {
        null => defaults with { DetectTurns = false, CreateReply = false, InterruptReply = false },
        { Type: TurnDetection.ServerVad } => Silence(detection, Common(detection, defaults)),
        _ => Eagerness(detection, Common(detection, defaults)),
    };

    private static TurnSettings Common(TurnDetection detection, TurnSettings defaults) => defaults with
    {
        CreateReply = detection.CreateResponse,
        InterruptReply = detection.InterruptResponse,
    };

    /// <summary>Silence alone decides: every wait is the same, and the pause is judged before it is over.</summary>
    private static TurnSettings Silence(TurnDetection detection, TurnSettings defaults)
    {
        var wait = TimeSpan.FromMilliseconds(detection.SilenceDurationMs ?? 500);
        float threshold = (float)(detection.Threshold ?? 0.5);
        return defaults with
        {
            SpeechThreshold = threshold,
            SilenceThreshold = Math.Max(0, threshold - 0.15f),
            PrefixPadding = TimeSpan.FromMilliseconds(detection.PrefixPaddingMs ?? 300),
            JudgePauseAfter = wait < defaults.JudgePauseAfter ? wait : defaults.JudgePauseAfter,
            WaitWhenSure = wait,
            WaitWhenDivided = wait,
            WaitWhenUnsure = wait,
            WaitWhenUnfinished = wait,
            WaitAfterDigit = wait,
        };
    }

    /// <summary>Eager sessions wait two thirds of the measured waits, patient ones twice as long.</summary>
    private static TurnSettings Eagerness(TurnDetection detection, TurnSettings defaults)
    {
        double factor = detection.Eagerness switch { "high" => 2.0 / 3, "low" => 2, _ => 1 };
        return defaults with
        {
            WaitWhenSure = defaults.WaitWhenSure * factor,
            WaitWhenDivided = defaults.WaitWhenDivided * factor,
            WaitWhenUnsure = defaults.WaitWhenUnsure * factor,
            WaitWhenUnfinished = defaults.WaitWhenUnfinished * factor,
            WaitAfterDigit = defaults.WaitAfterDigit * factor,
        };
    }
}
