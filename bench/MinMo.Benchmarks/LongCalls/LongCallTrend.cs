using MinMo.Abstractions.Engine;

namespace MinMo.Benchmarks.LongCalls;

/// <summary>How a measure went on behind the first mark, which begins with what only a new call allocates.</summary>
/// <param name="Slope">Units an hour, least squares.</param>
/// <param name="Share">The slope times the time observed, beside the measure's mean.</param>
internal readonly record struct LongCallTrend(double Slope, double Share)
{
    public static LongCallTrend OfResident(IReadOnlyList<LongCallMark> marks) => Of(marks, static mark => mark.ResidentMegabytes);

    public static LongCallTrend OfManaged(IReadOnlyList<LongCallMark> marks) => Of(marks, static mark => mark.ManagedMegabytes);

    /// <summary>Of the median of a kind of step.</summary>
    public static LongCallTrend OfSteps(IReadOnlyList<LongCallMark> marks, StepKind kind)
        => Of(marks, mark => mark.Medians.GetValueOrDefault(kind));

    private static LongCallTrend Of(IReadOnlyList<LongCallMark> marks, Func<LongCallMark, double> measure)
    {
        (double Hour, double Value)[] points = [.. marks.Skip(1).Select(mark => (mark.Minute / 60, measure(mark)))];
        if (points.Length < 2)
        {
            return default;
        }

        var (hour, value) = (points.Average(static point => point.Hour), points.Average(static point => point.Value));
        var slope = points.Sum(point => (point.Hour - hour) * (point.Value - value)) / points.Sum(point => Math.Pow(point.Hour - hour, 2));
        return new LongCallTrend(slope, value > 0 ? slope * (points[^1].Hour - points[0].Hour) / value : 0);
    }
}
