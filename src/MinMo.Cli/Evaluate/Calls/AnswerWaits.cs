using MinMo.Abstractions.Calls;

namespace MinMo.Cli.Evaluate.Calls;

/// <summary>What a caller waited for the answers to the turns of one call.</summary>
/// <param name="Waits">From the end of a turn's last word to the first answer that began behind it and before the caller's
/// next turn, in order.</param>
/// <param name="Early">Turns that were answered before their end and not again behind it: no wait, but a cut, counted
/// under "duplex".</param>
/// <param name="Unanswered">Turns without any answer.</param>
internal sealed record AnswerWaits(IReadOnlyList<TimeSpan> Waits, int Early, int Unanswered)
{
    /// <summary>Puts answers to turns.</summary>
    /// <param name="turns">Where the turns' recordings begin and their last words end, in order.</param>
    /// <param name="answers">Where the first audio of each answer began.</param>
    public static AnswerWaits Of(
        IReadOnlyList<(CallPosition Start, CallPosition End)> turns, IReadOnlyList<CallPosition> answers)
    {
        var (waits, early, unanswered) = (new List<TimeSpan>(), 0, 0);
        for (var index = 0; index < turns.Count; index++)
        {
            var (start, end) = turns[index];
            bool BeforeTheNext(CallPosition answer) => index + 1 == turns.Count || answer < turns[index + 1].Start;
            var own = answers.Where(answer => answer > start && BeforeTheNext(answer)).ToList();
            var late = own.FindIndex(answer => answer > end);
            if (late >= 0)
            {
                waits.Add(own[late] - end);
            }
            else if (own.Count > 0)
            {
                early++;
            }
            else
            {
                unanswered++;
            }
        }

        return new AnswerWaits(waits, early, unanswered);
    }
}
