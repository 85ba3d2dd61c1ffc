using MinMo.LoadTest.Engine;
using MinMo.LoadTest.Measures;

namespace MinMo.LoadTest.Reports;

/// <summary>One kind of step as a line of a table; times in ms.</summary>
public static class StepRow
{
    /// <summary>Heads of the columns.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "step", "device", "steps", "queue mean", "queue 95th", "compute mean", "compute 95th", "batch mean",
        "batch fill", "device s", "missed", "late mean", "failed",
    ];

    /// <summary>The cells.</summary>
    public static string[] Of(StepMeasure step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return
        [
            step.Kind, step.Device, ReportText.Number(step.Steps, "#,0"),
            ReportText.Milliseconds(step.QueueMean), ReportText.Milliseconds(step.QueueP95),
            ReportText.Milliseconds(step.ComputeMean), ReportText.Milliseconds(step.ComputeP95),
            ReportText.Milliseconds(step.BatchMean), ReportText.Number(step.BatchFill),
            ReportText.Number(step.DeviceSeconds, "0.0"),
            ReportText.Of(step.MissShare, MeasureUnit.Share), ReportText.Milliseconds(step.LatenessMean),
            ReportText.Number(step.Failures, "#,0"),
        ];
    }
}
