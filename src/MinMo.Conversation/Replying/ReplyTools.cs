using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Conversation.Machine;
using MinMo.Conversation.Tools;

namespace MinMo.Conversation.Replying;

/// <summary>
/// Runs the tools that replies call: the built-in ones, on the clock of the call, and "voice slow" and the like, which
/// change how the agent speaks from this reply on.
/// </summary>
internal sealed class ReplyTools(CallState state)
{
    /// <summary>Calls of one reply; a model that goes on calling is stopped.</summary>
    public const int MostCalls = 3;

    private const string Done = "done";

    private readonly CallContext _context = state.Context;
    private VoiceSettings? _plain;
    private VoiceSettings? _styled;

    /// <summary>Runs the tool and puts the answer into the lane behind the call.</summary>
    /// <param name="reply">Which has just called.</param>
    /// <param name="call">What it asks.</param>
    /// <param name="slack">Time until the reply's audio runs dry.</param>
    /// <param name="goOn">Thinks on when the lane holds the answer.</param>
    /// <returns>False if the reply may not call any more: it is over.</returns>
    public bool Answer(Reply reply, string call, TimeSpan slack, Action<Reply> goOn)
    {
        if (reply.Answers.Count == MostCalls || reply.Tokens >= reply.Wording.MaximumTokens
            || _context.Place is not { } place || reply.LastToken is not { } end)
        {
            return false;
        }

        var answer = new ToolAnswer(reply.Text.Length, call, Run(reply, call));
        var step = new AppendStep(
            place.Session, slack, !reply.Confirmed, state.Lane.Handle, end, [PromptSegment.ToolResponse(answer.Answer)]);
        reply.Thinking = _context.Run(step, result =>
        {
            reply.Thinking = null;
            reply.Append(answer, ((AppendResult)result).End);
            goOn(reply);
        });
        return true;
    }

    /// <summary>The reply counts: replies after it are spoken as it is.</summary>
    public void Keep(Reply reply)
    {
        if (reply.Voice is { } voice)
        {
            _plain = Plain();
            _styled = voice;
            _context.Settings = _context.Settings with { Voice = voice };
        }
    }

    private string Run(Reply reply, string call)
    {
        string[] words = call.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["voice", var manner])
        {
            return BuiltInTools.Run(call, _context.LocalTime);
        }

        if (Style(Plain(), manner) is not { } styled)
        {
            return BuiltInTools.Unknown;
        }

        reply.Voice = styled;
        if (reply.Confirmed)
        {
            Keep(reply);
        }

        return Done;
    }

    /// <summary>The voice as the client set it, without the caller's wishes.</summary>
    private VoiceSettings Plain()
        => _plain is not null && _context.Settings.Voice == _styled ? _plain : _context.Settings.Voice;

    private static VoiceSettings? Style(VoiceSettings plain, string manner) => manner switch
    {
        "normal" => plain,
        "slow" => plain with { Rate = Math.Max(0.5f, plain.Rate * 0.75f) },
        "fast" => plain with { Rate = Math.Min(2f, plain.Rate * 1.3f) },
        "loud" => plain with { LoudnessDb = Math.Min(6f, plain.LoudnessDb + 6f) },
        "whisper" => plain with { LoudnessDb = Math.Max(-30f, plain.LoudnessDb - 12f) },
        _ => null,
    };
}
