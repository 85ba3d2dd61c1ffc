using MinMo.Cli.Evaluate.Report;
using MinMo.Cli.Measure;
using MinMo.Training.Evaluation.Floor;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>Rows about turn taking.</summary>
internal static class FloorRows
{
    /// <summary>Ends of words are not known better.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Asked = TimeSpan.FromMilliseconds(400);

    // The paper's K = 1, 5, 10 in frames of 40 ms, and what cascades reach.
    private static readonly int[] OthersMs = [40, 200, 1000];

    /// <summary>F1 at 400 ms and the mean delay.</summary>
    public static IEnumerable<EvaluationRow> Of(string measure, string kind, FloorScore score, double? target)
    {
        var others = OthersMs.Select(ms => FormattableString.Invariant($"at {ms} ms {score.F1(TimeSpan.FromMilliseconds(ms)):F2}"));
        yield return new EvaluationRow(measure, $"F1 at 400 ms, {kind}", score.Due == 0 ? null : score.F1(Asked), EvaluationUnit.Number)
        {
            Target = target is { } least ? EvaluationTarget.AtLeast(least) : null,
            Count = score.Due,
            Note = $"{string.Join(", ", others)}; {score.Missed} missed, {score.False} not due",
        };
        yield return new EvaluationRow(measure, $"mean delay, {kind}", score.Delays.Count == 0 ? null : score.MeanDelayMs, EvaluationUnit.Milliseconds)
        {
            Count = score.Delays.Count,
        };
    }

    /// <summary>Barge-ins, one in each call.</summary>
    public static FloorScore Yields(IReadOnlyList<InterruptionOutcome> claims) => claims.Aggregate(
        FloorScore.None, static (sum, claim) => sum + FloorScore.Of([TimeSpan.Zero], claim.Yielded is { } yielded ? [yielded] : [], Tolerance));

    /// <summary>Stops for which there was no reason.</summary>
    public static FloorScore FalseYields(IReadOnlyList<InterruptionOutcome> harmless)
        => new([], 0, harmless.Count(static outcome => outcome.Stopped));

    /// <summary>Share of trials in which the reply was cut without a reason.</summary>
    public static EvaluationRow FalseStops(string measure, string name, IReadOnlyList<InterruptionOutcome> harmless)
        => new(measure, name, harmless.Count == 0 ? null : (double)harmless.Count(static outcome => outcome.Stopped) / harmless.Count, EvaluationUnit.Share)
        {
            Count = harmless.Count,
            Note = $"held for a moment {harmless.Count(static outcome => outcome.Held)}",
        };
}
