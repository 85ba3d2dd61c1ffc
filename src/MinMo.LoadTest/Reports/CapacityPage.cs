using System.Globalization;
using System.Text;
using MinMo.LoadTest.Capacity;
using MinMo.LoadTest.Measures;

namespace MinMo.LoadTest.Reports;

/// <summary>A search for capacity as one HTML file that needs nothing else: its result, all its trials, and all about the
/// trial that its figures are of.</summary>
public static class CapacityPage
{
    // Told of every trial, whatever was promised.
    private static readonly string[] Always = ["first_audio_p50", "first_audio_p95", "miss", "underruns", "refused", "broken"];

    /// <summary>The whole file.</summary>
    /// <param name="finding">With one trial at least.</param>
    /// <param name="level">What was asked for.</param>
    /// <param name="limit">What stands in the way of more.</param>
    public static string Write(CapacityFinding<CapacityProbe> finding, ServiceLevel level, LimitingStep limit)
    {
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(level);
        ArgumentNullException.ThrowIfNull(limit);
        var page = ReportPage.Begin("minmo capacity");
        var calls = finding.Best?.Calls.ToString(CultureInfo.InvariantCulture) ?? "no";
        Paragraph(page, $"{calls} calls keep {level}");
        Paragraph(page, $"limiting step: {limit.Name} ({limit.Why})");
        ReportPage.Section(page, "All trials", () => Trials(page, finding, level));
        foreach (var clause in level.Clauses.Where(clause => finding.Probes.Any(probe => !double.IsNaN(ValueOf(probe, clause.Measure)))))
        {
            ReportPage.Section(page, clause.ToString(), () => page.Append(ReportPage.Inline(ReportPlots.Trials(clause, finding.Probes))));
        }

        var shown = (finding.Best ?? finding.FirstBeyond)!;
        ReportPage.Section(page, FormattableString.Invariant($"The trial with {shown.Calls} calls"), static () => { });
        ReportPage.Run(page, shown.Report);
        return ReportPage.End(page);
    }

    private static void Trials(StringBuilder page, CapacityFinding<CapacityProbe> finding, ServiceLevel level)
    {
        string[] measures = [.. level.Clauses.Select(static clause => clause.Measure).Concat(Always).Distinct()];
        ReportPage.Table(page, ["calls", "kept", .. measures, "not kept", "busiest"], finding.Probes.Select(probe => (string[])
        [
            probe.Calls.ToString(CultureInfo.InvariantCulture),
            probe.IsMet ? "yes" : "no",
            .. measures.Select(measure => ReportText.Of(ValueOf(probe, measure), MeasureDefinition.Find(measure)!.Value.Measure.Unit)),
            string.Join(", ", probe.Violations.Select(static violation => violation.Clause.ToString())),
            LimitingStep.Of(probe.Report).Name,
        ]));
    }

    private static void Paragraph(StringBuilder page, string text)
        => page.Append(CultureInfo.InvariantCulture, $"<p>{ReportPage.Escape(text)}</p>\n");

    private static double ValueOf(CapacityProbe probe, string measure) => probe.Report.All.Value(measure);
}
