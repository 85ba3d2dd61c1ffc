using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;
using MinMo.Cli.Talk;

namespace MinMo.Cli.Measure;

/// <summary>A call that was played to its end.</summary>
/// <param name="Journal">Its turns.</param>
/// <param name="Events">All that the engine told, in order.</param>
/// <param name="Starts">Where each recording began.</param>
/// <param name="Agent">What the caller heard, at <see cref="AgentEar.RateHz"/>.</param>
/// <param name="Underruns">How often the agent's audio ran dry.</param>
internal sealed record PlayedCall(
    TalkJournal Journal,
    IReadOnlyList<CallOutput> Events,
    IReadOnlyList<CallPosition> Starts,
    IReadOnlyList<short> Agent,
    long Underruns)
{
    /// <summary>When the decisions to answer were made, those taken back included.</summary>
    public IReadOnlyList<TimeSpan> Answers()
        => [.. Events.OfType<TurnCommitted>().Select(static commit => commit.At - CallPosition.Zero)];

    /// <summary>When the agent fell silent for the caller: where the hold began that ended in a cut, or the cut itself.
    /// </summary>
    public IReadOnlyList<TimeSpan> Yields() => YieldsIn(Events);

    /// <summary>The same for any events of a call.</summary>
    public static IReadOnlyList<TimeSpan> YieldsIn(IEnumerable<CallOutput> events)
    {
        var yields = new List<TimeSpan>();
        CallPosition? held = null;
        foreach (var happened in events)
        {
            switch (happened)
            {
                case PlayoutPaused:
                    held = happened.At;
                    break;
                case PlayoutResumed:
                    held = null;
                    break;
                case ReplyEnded { Outcome: ReplyOutcome.Interrupted }:
                    yields.Add((held ?? happened.At) - CallPosition.Zero);
                    held = null;
                    break;
            }
        }

        return yields;
    }
}
