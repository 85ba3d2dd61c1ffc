using MinMo.LoadTest.Reports;

namespace MinMo.Cli.Load;

/// <summary>Writes the files that were asked for.</summary>
internal static class ReportFiles
{
    public static async Task WriteAsync(
        Surroundings surroundings, LoadOutputs outputs, LoadReport report, CancellationToken cancellationToken)
    {
        if (outputs.Csv is { } csv)
        {
            await File.WriteAllTextAsync(csv, ReportCsv.Write(report), cancellationToken);
            await surroundings.Error.WriteLineAsync("wrote " + csv);
        }

        if (outputs.Html is { } html)
        {
            await File.WriteAllTextAsync(html, ReportPage.Write(report), cancellationToken);
            await surroundings.Error.WriteLineAsync("wrote " + html);
        }
    }
}
