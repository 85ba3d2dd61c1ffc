using System.Globalization;
using MinMo.LoadTest.Measures;

namespace MinMo.LoadTest.Reports;

/// <summary>Measures for people.</summary>
public static class ReportText
{
    /// <summary>A value in the unit of its measure; a dash for what was not observed.</summary>
    public static string Of(double value, MeasureUnit unit) => double.IsNaN(value)
        ? "-"
        : unit switch
        {
            MeasureUnit.Seconds or MeasureUnit.SecondsEachMinute => Invariant(value * 1000, "#,0") + " ms",
            MeasureUnit.Share => Invariant(value * 100, "0.##") + " %",
            MeasureUnit.Count => Invariant(value, "#,0"),
            _ => Invariant(value, "0.##"),
        };

    /// <summary>Name, median, 95th percentile and largest of distributions; the figure of others in the first
    /// column.</summary>
    public static IReadOnlyList<MeasureRow> Rows(LoadMeasures measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        return [.. MeasureDefinition.All.Select(measure => measure.IsDistribution
            ? new MeasureRow(
                measure.Text, measures[measure.Name].Count, Of(measures[measure.Name].At(50), measure.Unit),
                Of(measures[measure.Name].At(95), measure.Unit), Of(measures[measure.Name].Largest, measure.Unit))
            : new MeasureRow(measure.Text, null, Of(measures.Value(measure.Name), measure.Unit), "", ""))];
    }

    /// <summary>Milliseconds of a time in seconds; a dash for none, words for what lies behind the last bucket of a
    /// histogram.</summary>
    public static string Milliseconds(double seconds)
        => double.IsNaN(seconds) ? "-" : double.IsInfinity(seconds) ? "off the scale" : Invariant(seconds * 1000, "0.0");

    /// <summary>A number with few digits; a dash for none.</summary>
    public static string Number(double value, string format = "0.##")
        => double.IsNaN(value) ? "-" : Invariant(value, format);

    private static string Invariant(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
