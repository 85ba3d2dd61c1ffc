namespace MinMo.Training.Evaluation.Floor;

/// <summary>How well decisions about the floor fit the moments at which they were due. Sums over calls add up with
/// <c>+</c>.</summary>
/// <param name="Delays">From each due moment to its decision; early within the tolerance is below zero.</param>
/// <param name="Missed">Due moments without any decision.</param>
/// <param name="False">Decisions that were not due: inside a turn, or again.</param>
public sealed record FloorScore(IReadOnlyList<TimeSpan> Delays, int Missed, int False)
{
    /// <summary>Nothing due, nothing decided.</summary>
    public static FloorScore None { get; } = new([], 0, 0);

    /// <summary>Due moments.</summary>
    public int Due => Delays.Count + Missed;

    /// <summary>Mean delay of the decisions that were made; NaN of none.</summary>
    public double MeanDelayMs => Delays.Count == 0 ? double.NaN : Delays.Average(static delay => delay.TotalMilliseconds);

    /// <summary>Compares decisions with the moments at which they were due.</summary>
    /// <param name="due">In order.</param>
    /// <param name="decided">In order.</param>
    /// <param name="tolerance">How much too early a decision may come: ends of words are not known better.</param>
    public static FloorScore Of(IReadOnlyList<TimeSpan> due, IReadOnlyList<TimeSpan> decided, TimeSpan tolerance)
    {
        ArgumentNullException.ThrowIfNull(due);
        ArgumentNullException.ThrowIfNull(decided);
        var delays = new List<TimeSpan>();
        for (var at = 0; at < due.Count; at++)
        {
            var from = due[at] - tolerance;
            var until = at + 1 < due.Count ? due[at + 1] - tolerance : TimeSpan.MaxValue;
            foreach (var moment in decided.Where(moment => moment >= from && moment < until).Take(1))
            {
                delays.Add(moment - due[at]);
            }
        }

        return new FloorScore(delays, due.Count - delays.Count, decided.Count - delays.Count);
    }

    /// <summary>
    /// F1 of the positive class with the offset distance in time (paper, table 22, gives it in frames): right is a
    /// decision within the distance. One that comes later is a miss, but not a false one; false are those that were not
    /// due at all. 0 when nothing is right.
    /// </summary>
    /// <param name="within">Longest delay.</param>
    public double F1(TimeSpan within)
    {
        var right = Delays.Count(delay => delay <= within);
        return right == 0 ? 0 : 2.0 * right / ((2.0 * right) + (Due - right) + False);
    }

    /// <summary>Sums.</summary>
    public static FloorScore operator +(FloorScore left, FloorScore right) => Add(left, right);

    /// <summary>Sums.</summary>
    public static FloorScore Add(FloorScore left, FloorScore right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new FloorScore([.. left.Delays, .. right.Delays], left.Missed + right.Missed, left.False + right.False);
    }
}
