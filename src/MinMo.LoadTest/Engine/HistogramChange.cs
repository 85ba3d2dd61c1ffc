using System.Globalization;

namespace MinMo.LoadTest.Engine;

/// <summary>What came into a histogram between two looks, for one value of one label.</summary>
/// <param name="Count">Observations.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Buckets">Upper bounds with the number of observations up to them, smallest first; the last is
/// infinite.</param>
internal sealed record HistogramChange(double Count, double Sum, IReadOnlyList<(double Bound, double Below)> Buckets)
{
    /// <summary>NaN of none.</summary>
    public double Mean => Count > 0 ? Sum / Count : double.NaN;

    /// <summary>A percentile, evenly spread inside its bucket; infinite in the last one, which has no end. NaN of
    /// none.</summary>
    /// <param name="percent">0 to 100.</param>
    public double At(double percent)
    {
        if (Count <= 0)
        {
            return double.NaN;
        }

        double rank = percent / 100 * Count;
        var (lower, under) = (0.0, 0.0);
        foreach (var (bound, below) in Buckets)
        {
            if (below >= rank && below > under)
            {
                return double.IsInfinity(bound) ? bound : lower + ((bound - lower) * (rank - under) / (below - under));
            }

            (lower, under) = (bound, below);
        }

        return lower;
    }

    public static HistogramChange Of(EngineFigures first, EngineFigures last, string name, string label, string value)
    {
        var before = Bounds(first, name, label, value);
        var buckets = Bounds(last, name, label, value)
            .Select(bucket => (Bound: bucket.Key, Below: bucket.Value - before.GetValueOrDefault(bucket.Key)))
            .OrderBy(static bucket => bucket.Bound);
        return new HistogramChange(
            Counter(first, last, name + "_count", label, value), Counter(first, last, name + "_sum", label, value), [.. buckets]);
    }

    public static double Counter(EngineFigures first, EngineFigures last, string name, string label, string value)
        => Total(last, name, label, value) - Total(first, name, label, value);

    private static double Total(EngineFigures figures, string name, string label, string value)
        => figures.Named(name).Where(figure => figure.Label(label) == value).Sum(static figure => figure.Value);

    private static Dictionary<double, double> Bounds(EngineFigures figures, string name, string label, string value)
        => figures.Named(name + "_bucket").Where(figure => figure.Label(label) == value)
            .GroupBy(static figure => BoundOf(figure.Label("le")))
            .ToDictionary(static group => group.Key, static group => group.Sum(static figure => figure.Value));

    private static double BoundOf(string text)
        => text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
}
