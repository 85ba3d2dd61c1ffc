using System.Globalization;
using Spectre.Console;

namespace MinMo.Cli.Evaluate.Report;

/// <summary>Writes a report for people: one table, the target beside each value.</summary>
internal static class ReportText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, EvaluationReport report)
    {
        var table = new Table().AddColumns("measure", "", "value", "target", "of", "");
        foreach (var row in report.Rows)
        {
            table.AddRow(
                new Text(row.Measure), new Text(row.Name), new Markup(Value(row)), new Text(Target(row)),
                new Text(row.Count?.ToString(CultureInfo.InvariantCulture) ?? ""), new Text(row.Note));
        }

        console.Write(table);
        int missed = report.Rows.Count(static row => row.Met == false);
        int met = report.Rows.Count(static row => row.Met == true);
        var quick = report.Quick ? "; --quick: a few trials only, not to be published" : "";
        console.WriteLine(FormattableString.Invariant(
            $"{report.Bundle ?? "default bundle"}: {met} of {met + missed} targets reached; seed {report.Seed}, {report.Seconds / 60:F1} minutes{quick}"));
    }

    private static string Value(EvaluationRow row)
    {
        if (row.Value is not { } value)
        {
            return "[grey]not measured[/]";
        }

        var text = Format(value, row.Unit);
        return row.Met switch
        {
            true => $"[green]{text}[/]",
            false => $"[red]{text}[/]",
            null => text,
        };
    }

    private static string Target(EvaluationRow row)
        => row.Target is { } target ? $"{(target.AtMost ? "<=" : ">=")} {Format(target.Limit, row.Unit)}" : "";

    private static string Format(double value, EvaluationUnit unit) => unit switch
    {
        EvaluationUnit.Share => (100 * value).ToString("F1", CultureInfo.InvariantCulture) + " %",
        EvaluationUnit.Milliseconds => value.ToString("F0", CultureInfo.InvariantCulture) + " ms",
        EvaluationUnit.Decibels => value.ToString("+0.0;-0.0", CultureInfo.InvariantCulture) + " dB",
        _ => value.ToString("F2", CultureInfo.InvariantCulture),
    };
}
