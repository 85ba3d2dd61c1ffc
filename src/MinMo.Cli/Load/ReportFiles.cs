using MinMo.LoadTest.Reports;

namespace MinMo.Cli.Load;

/// <summary>Writes the files that were asked for.</summary>
internal static class ReportFiles
{
    /// <param name="surroundings">Where it is said what was written.</param>
    /// <param name="outputs">What was asked for.</param>
    /// <param name="report">For the table.</param>
    /// <param name="page">The page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(
        Surroundings surroundings, LoadOutputs outputs, LoadReport report, Func<string> page, CancellationToken cancellationToken)
    {
        if (outputs.Csv is { } csv)
        {
            await File.WriteAllTextAsync(csv, ReportCsv.Write(report), cancellationToken);
            await surroundings.Error.WriteLineAsync("wrote " + csv);
        }

        if (outputs.Html is { } html)
        {
            await File.WriteAllTextAsync(html, page(), cancellationToken);
            await surroundings.Error.WriteLineAsync("wrote " + html);
        }
    }
}
