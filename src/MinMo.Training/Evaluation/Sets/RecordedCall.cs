namespace MinMo.Training.Evaluation.Sets;

/// <summary>A call of two people, one on each channel. The first channel is the caller; the other one is whom the agent
/// stands in for, and is not played.</summary>
/// <param name="Id">Its name in the set.</param>
/// <param name="Path">WAV or FLAC of two channels.</param>
/// <param name="Caller">Stretches of speech on the first channel, in order.</param>
/// <param name="Other">Stretches of speech on the second channel, in order.</param>
public sealed record RecordedCall(
    string Id, string Path, IReadOnlyList<RecordedTurn> Caller, IReadOnlyList<RecordedTurn> Other)
{
    /// <summary>Where the caller has finished and the other party speaks next: the ends after which an agent is to
    /// answer.</summary>
    public IReadOnlyList<TimeSpan> AnswersDue()
        => [.. Claims().Where((turn, at) => NextOther(turn) < NextClaim(at)).Select(static turn => turn.End)];

    /// <summary>The caller's turns without those inside a turn of the other party: back-channels, which claim nothing.
    /// </summary>
    public IReadOnlyList<RecordedTurn> Claims()
        => [.. Caller.Where(turn => !Other.Any(other => other.Start <= turn.Start && turn.End <= other.End))];

    private TimeSpan NextOther(RecordedTurn turn)
        => Other.Where(other => other.End > turn.End).Select(static other => other.Start).DefaultIfEmpty(TimeSpan.MaxValue).Min();

    private TimeSpan NextClaim(int at) => Claims() is var claims && at + 1 < claims.Count ? claims[at + 1].Start : TimeSpan.MaxValue;
}
