using MinMo.LoadTest.Reports;
using MinMo.LoadTest.Shapes;

namespace MinMo.Cli.Load;

/// <summary>One run of <c>minmo load</c>.</summary>
internal sealed class LoadCommandRun(Surroundings surroundings, LoadOptions options)
{
    /// <returns>A failure if not one call came about.</returns>
    public async Task<int> PlayAsync(CancellationToken cancellationToken)
    {
        await using var session = await LoadSession.OpenAsync(surroundings, options, cancellationToken);
        var report = await session.PlayAsync(
            new LoadShape(options.Shape, options.Calls, options.Duration), options.Seed, cancellationToken);
        await ReportFiles.WriteAsync(surroundings, options.Outputs, report, () => ReportPage.Write(report), CancellationToken.None);
        if (options.Outputs.Json)
        {
            await surroundings.Output.WriteLineAsync(ReportJson.Write(report));
        }
        else
        {
            LoadTables.Write(surroundings.OutputConsole, report);
        }

        return report.Outcome.Calls.Count > 0 ? ExitCodes.Success : ExitCodes.Failed;
    }
}
