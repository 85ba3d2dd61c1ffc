using System.Globalization;
using Spectre.Console;

namespace MinMo.Cli.Measure;

/// <summary>Prints what recordings of people gave.</summary>
internal static class SpeechReport
{
    /// <summary>Writes one line a clip and the totals.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<ClipResult> results, bool verbose)
    {
        if (verbose)
        {
            foreach (var result in results.Where(result => result.Errors > 0 || result.Cut || result.Turns != 1))
            {
                console.WriteLine(Line(result));
            }
        }

        var table = new Table().AddColumns("kind", "clips", "words", "errors", "WER", "cut", "waited p50", "mean", "p90");
        foreach (var kind in results.GroupBy(result => result.Clip.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            AddRow(table, kind.Key, [.. kind]);
        }

        AddRow(table, "all", results);
        console.Write(table);
    }

    private static string Line(ClipResult result) => string.Create(CultureInfo.InvariantCulture,
        $"{result.Clip.Id} {result.Errors}/{result.Words} turns {result.Turns}{(result.Cut ? " CUT" : "")}"
        + $" waited {result.Waited?.TotalMilliseconds:F0}\n   said:  {result.Clip.Transcript}\n   heard: {result.Heard}");

    private static void AddRow(Table table, string name, IReadOnlyList<ClipResult> results)
    {
        int words = results.Sum(result => result.Words);
        int errors = results.Sum(result => result.Errors);
        var waited = new Percentiles(results.Where(result => result.Waited is not null)
            .Select(result => result.Waited!.Value.TotalMilliseconds));
        table.AddRow(
            name, Text(results.Count), Text(words), Text(errors), Text(100.0 * errors / Math.Max(1, words), "F1") + " %",
            Text(results.Count(result => result.Cut)), Text(waited.At(50)), Text(waited.Mean), Text(waited.At(90)));
    }

    private static string Text(double value, string format = "F0") => value.ToString(format, CultureInfo.InvariantCulture);
}
