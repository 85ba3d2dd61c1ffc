using System.Globalization;
using System.Net;
using System.Text;
using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Measures;

namespace MinMo.LoadTest.Reports;

/// <summary>A report as one HTML file that needs nothing else.</summary>
public static class ReportPage
{
    private const string StyleName = "MinMo.LoadTest.Reports.Resources.page.css";

    /// <summary>The whole file.</summary>
    public static string Write(LoadReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = Begin("minmo load");
        Run(page, report);
        return End(page);
    }

    /// <summary>The file up to its title.</summary>
    internal static StringBuilder Begin(string title) => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Escape(title)}</title><style>\n")
        .Append(Style()).Append(CultureInfo.InvariantCulture, $"</style></head><body>\n<h1>{Escape(title)}</h1>\n");

    /// <summary>The rest of the file.</summary>
    internal static string End(StringBuilder page) => page.Append("</body></html>\n").ToString();

    /// <summary>All about one run.</summary>
    internal static void Run(StringBuilder page, LoadReport report)
    {
        Heading(page, report);
        Section(page, "As the callers heard it", () => Measures(page, report.All));
        if (report.Tenants.Count > 1)
        {
            foreach (var (tenant, measures) in report.Tenants)
            {
                Section(page, "Tenant " + tenant, () => Measures(page, measures));
            }
        }

        Section(page, "As the engine tells it", () => Steps(page, report));
        Section(page, "Latency", () => page.Append(Inline(ReportPlots.LatencyCdf(report.All))));
        Section(page, "Latency over load", () => page.Append(Inline(ReportPlots.LatencyOverLoad(report))));
        if (Longest(report) is { } call)
        {
            Section(page, FormattableString.Invariant($"A call: number {call.Number}, {call.Dialogue}"),
                () => page.Append(Inline(ReportPlots.Timeline(call))));
        }
    }

    private static void Heading(StringBuilder page, LoadReport report)
    {
        var heading = report.Heading;
        page.Append("<dl>");
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
        [
            ("command", heading.Command), ("build", heading.Build), ("model", heading.Model), ("machine", heading.Machine),
            ("seed", heading.Seed.ToString(CultureInfo.InvariantCulture)),
            ("date", heading.Date.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
            ("load", FormattableString.Invariant(
                $"{report.Outcome.Plan.Shape.Kind}, {report.Outcome.Plan.Shape.Callers} callers, {report.Outcome.Length.TotalSeconds:F0} s; at most {report.MostCalls} calls at once")),
        ])
        {
            page.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd>{Escape(value)}</dd>");
        }

        page.Append("</dl>\n");
        foreach (string note in ReportNotes.Of(report))
        {
            string alarm = note.StartsWith("tester", StringComparison.Ordinal) && report.Outcome.Tester.WasBottleneck ? " class=\"alarm\"" : "";
            page.Append(CultureInfo.InvariantCulture, $"<p{alarm}>{Escape(note)}</p>\n");
        }
    }

    private static void Measures(StringBuilder page, LoadMeasures measures)
        => Table(page, ["measure", "n", "median", "95th", "largest"], ReportText.Rows(measures).Select(static row => (string[])
        [
            row.Name, row.Observations?.ToString(CultureInfo.InvariantCulture) ?? "", row.Median, row.High, row.Largest,
        ]));

    private static void Steps(StringBuilder page, LoadReport report)
        => Table(page, [.. StepRow.Columns], report.Engine.Steps.Select(StepRow.Of));

    /// <summary>A table.</summary>
    internal static void Table(StringBuilder page, string[] columns, IEnumerable<string[]> rows)
    {
        page.Append("<table><tr>");
        foreach (string column in columns)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th>{Escape(column)}</th>");
        }

        foreach (var row in rows)
        {
            page.Append("</tr>\n<tr>");
            foreach (string cell in row)
            {
                page.Append(CultureInfo.InvariantCulture, $"<td>{Escape(cell)}</td>");
            }
        }

        page.Append("</tr></table>\n");
    }

    /// <summary>A heading and what stands below it.</summary>
    internal static void Section(StringBuilder page, string title, Action write)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Escape(title)}</h2>\n");
        write();
    }

    /// <summary>An SVG file without the declaration in front of it, which has no place inside HTML.</summary>
    internal static string Inline(string svg) => svg[Math.Max(0, svg.IndexOf("<svg", StringComparison.Ordinal))..];

    private static CallRecord? Longest(LoadReport report)
        => report.Outcome.Calls.Where(static call => call.Moments.Count > 0).MaxBy(static call => Math.Min(call.Length.TotalSeconds, 60));

    /// <summary>Text as HTML.</summary>
    internal static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Style()
    {
        using var resource = typeof(ReportPage).Assembly.GetManifestResourceStream(StyleName)!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
