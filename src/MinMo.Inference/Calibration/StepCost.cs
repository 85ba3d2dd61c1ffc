using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Calibration;

/// <summary>What batches of one kind of step cost: a part for the batch and a part for each row.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Batch">Time of a batch, however many rows it has.</param>
/// <param name="Row">Time of each row.</param>
/// <param name="LargestBatch">The most rows that were measured together.</param>
public readonly record struct StepCost(StepKind Kind, TimeSpan Batch, TimeSpan Row, int LargestBatch)
{
    /// <summary>Time of a batch of <paramref name="rows"/> rows.</summary>
    public TimeSpan Of(int rows) => Batch + (Row * rows);

    /// <summary>
    /// Fits a line through the medians of each batch size (least squares). Neither part is below zero; a single size says
    /// nothing of what rows share, so that all of it counts as the row's.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <param name="measured">Rows and times; at least one.</param>
    internal static StepCost Fit(StepKind kind, IEnumerable<(int Rows, TimeSpan Time)> measured)
    {
        var points = measured.GroupBy(static batch => batch.Rows)
            .Select(static size => (Rows: (double)size.Key, Seconds: Median([.. size.Select(static batch => batch.Time.TotalSeconds)])))
            .ToList();
        var largest = (int)points.Max(static point => point.Rows);
        var (rows, seconds) = (points.Average(static point => point.Rows), points.Average(static point => point.Seconds));
        var spread = points.Sum(point => Math.Pow(point.Rows - rows, 2));
        var row = spread > 0
            ? points.Sum(point => (point.Rows - rows) * (point.Seconds - seconds)) / spread
            : seconds / rows;
        row = Math.Clamp(row, 0, seconds / rows);
        return new StepCost(kind, Rounded(seconds - (row * rows)), Rounded(row), largest);
    }

    private static TimeSpan Rounded(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[values.Length / 2] + values[(values.Length - 1) / 2]) / 2;
    }
}
