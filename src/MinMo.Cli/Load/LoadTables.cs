using System.Globalization;
using MinMo.LoadTest.Measures;
using MinMo.LoadTest.Reports;
using Spectre.Console;

namespace MinMo.Cli.Load;

/// <summary>A report on the terminal.</summary>
internal static class LoadTables
{
    public static void Write(IAnsiConsole console, LoadReport report)
    {
        var heading = report.Heading;
        console.MarkupLineInterpolated($"[bold]{heading.Model}[/], {heading.Machine}");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"build {heading.Build}, seed {heading.Seed}, {report.Outcome.Plan.Shape.Kind} of {report.Outcome.Plan.Shape.Callers} callers, {report.Outcome.Length.TotalSeconds:F0} s, at most {report.MostCalls} calls at once");
        console.Write(MeasureTable("as the callers heard it", report.All));
        foreach (var (tenant, measures) in report.Tenants.Count > 1 ? report.Tenants : new Dictionary<string, LoadMeasures>())
        {
            console.Write(MeasureTable(tenant, measures));
        }

        if (report.Engine.Steps.Count > 0)
        {
            console.Write(StepTable(report));
        }

        foreach (string note in ReportNotes.Of(report))
        {
            console.WriteLine(note);
        }
    }

    private static Table MeasureTable(string title, LoadMeasures measures)
    {
        var table = new Table().Title(title).Border(TableBorder.Rounded).AddColumn("measure");
        foreach (string column in (ReadOnlySpan<string>)["n", "median", "95th", "largest"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var row in ReportText.Rows(measures))
        {
            table.AddRow(
                row.Name, row.Observations?.ToString(CultureInfo.InvariantCulture) ?? "", row.Median, row.High, row.Largest);
        }

        return table;
    }

    private static Table StepTable(LoadReport report)
    {
        var table = new Table().Title("as the engine tells it, ms").Border(TableBorder.Rounded);
        foreach (string column in StepRow.Columns)
        {
            table.AddColumn(column);
        }

        foreach (var step in report.Engine.Steps)
        {
            table.AddRow(StepRow.Of(step));
        }

        return table;
    }
}
