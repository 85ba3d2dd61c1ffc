using MinMo.LoadTest.Engine;
using MinMo.LoadTest.Reports;

namespace MinMo.LoadTest.Capacity;

/// <summary>What stands in the way of more calls.</summary>
/// <param name="Name">A kind of step, <c>admission</c>, <c>load tester</c>, or <c>unknown</c>.</param>
/// <param name="Why">In words.</param>
public sealed record LimitingStep(string Name, string Why)
{
    // Below this share of misses the clock decides which kind leads, not the load.
    private const double NotableMisses = 0.001;

    /// <summary>Looks for the cause in the run that broke the service level, or in the best one if none did.</summary>
    public static LimitingStep Of(LoadReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Outcome.Tester.WasBottleneck)
        {
            return new LimitingStep("load tester", FormattableString.Invariant(
                $"{report.Outcome.Tester.LateShare:P1} of its packets left late: the callers were slower than people"));
        }

        if (report.Outcome.Refusals.GroupBy(static refusal => refusal.Reason).MaxBy(static group => group.Count()) is { } refused)
        {
            return new LimitingStep("admission", $"calls were refused: {refused.Key}");
        }

        return report.Engine.Steps is { Count: > 0 } steps
            ? OfSteps(steps)
            : new LimitingStep("unknown", "the engine tells nothing of its steps (/metrics)");
    }

    private static LimitingStep OfSteps(IReadOnlyList<StepMeasure> steps)
    {
        var device = steps.GroupBy(static step => step.Device).MaxBy(static group => group.Sum(static step => step.DeviceSeconds))!;
        var busiest = device.MaxBy(static step => step.DeviceSeconds)!;
        double share = busiest.DeviceSeconds / device.Sum(static step => step.DeviceSeconds);
        var missed = steps.MaxBy(static step => step.Misses)!;
        string misses = missed.MissShare > NotableMisses
            ? FormattableString.Invariant($"; most deadlines were missed by {missed.Kind} ({missed.MissShare:P2} of its own)")
            : "";
        return new LimitingStep(busiest.Kind, FormattableString.Invariant(
            $"takes {share:P0} of the time of the busiest device ({device.Key}), {busiest.BatchMean * 1000:F1} ms a batch of {busiest.BatchFill:F1}{misses}"));
    }
}
