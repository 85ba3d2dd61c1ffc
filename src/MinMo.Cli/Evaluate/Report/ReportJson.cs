using System.Text.Json.Nodes;

namespace MinMo.Cli.Evaluate.Report;

/// <summary>Writes a report as one JSON object.</summary>
internal static class ReportJson
{
    /// <summary>Writes it in one line.</summary>
    public static void Write(TextWriter output, EvaluationReport report)
        => output.WriteLine(new JsonObject
        {
            ["bundle"] = report.Bundle,
            ["seed"] = report.Seed,
            ["quick"] = report.Quick,
            ["seconds"] = Math.Round(report.Seconds, 1),
            ["rows"] = new JsonArray([.. report.Rows.Select(Row)]),
        }.ToJsonString(JsonLines.Options));

    private static JsonObject Row(EvaluationRow row)
    {
        var written = new JsonObject
        {
            ["measure"] = row.Measure,
            ["name"] = row.Name,
            ["value"] = Number(row.Value),
            ["unit"] = row.Unit.ToString().ToLowerInvariant(),
        };
        if (row.Target is { } target)
        {
            written[target.AtMost ? "at_most" : "at_least"] = target.Limit;
            written["met"] = row.Met;
        }

        written["count"] = row.Count;
        if (row.Note.Length > 0)
        {
            written["note"] = row.Note;
        }

        if (row.Detail is { } detail)
        {
            written["detail"] = new JsonObject(detail.Select(static part => KeyValuePair.Create(part.Key, Number(part.Value))));
        }

        return written;
    }

    // JSON has no NaN.
    private static JsonNode? Number(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, 4) : null;
}
