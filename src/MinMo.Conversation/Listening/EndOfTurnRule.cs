using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;

namespace MinMo.Conversation.Listening;

/// <summary>
/// How much silence ends a turn. Two weak witnesses that err in different places, prosody (smart-turn) and what the
/// recognizer expects behind the last word, shorten the wait together; digits and letters lengthen it, since they come
/// in groups (docs/turn-taking.md has the figures).
/// </summary>
public static class EndOfTurnRule
{
    /// <summary>The silence to be waited from the last word on.</summary>
    /// <param name="words">What was heard up to the pause.</param>
    /// <param name="complete">Probability that the turn is complete by prosody, 0 to 1; null while it is not known.</param>
    /// <param name="settings">Thresholds and waits.</param>
    public static TimeSpan Wait(RecognizeResult words, float? complete, TurnSettings settings)
    {
        bool prosody = complete > settings.CompleteThreshold;
        bool wording = words.StopMass > settings.StopThreshold;
        var wait = (prosody, wording) switch
        {
            (true, true) => settings.WaitWhenSure,
            (false, false) => settings.WaitWhenUnfinished,
            _ => settings.WaitWhenDivided,
        };
        return words.EndsWithDigit && wait < settings.WaitAfterDigit ? settings.WaitAfterDigit : wait;
    }
}
