using System.Globalization;
using MinMo.LoadTest.Capacity;
using MinMo.LoadTest.Measures;
using MinMo.LoadTest.Reports;
using MinMo.LoadTest.Shapes;

namespace MinMo.Cli.Load;

/// <summary>One run of <c>minmo capacity</c>.</summary>
internal sealed class CapacityCommandRun(Surroundings surroundings, LoadOptions options, ServiceLevel level, int first)
{
    /// <returns>A failure if not even one call keeps the service level.</returns>
    public async Task<int> SearchAsync(CancellationToken cancellationToken)
    {
        await using var session = await LoadSession.OpenAsync(surroundings, options, cancellationToken);
        var finding = await CapacitySearch.FindAsync<CapacityProbe>(
            first, options.Calls, static probe => probe.IsMet,
            calls => ProbeAsync(session, calls, cancellationToken));
        var limit = LimitingStep.Of((finding.FirstBeyond ?? finding.Best)!.Report);
        var shown = (finding.Best ?? finding.FirstBeyond)!.Report;
        await ReportFiles.WriteAsync(surroundings, options.Outputs, shown, () => CapacityPage.Write(finding, level, limit), CancellationToken.None);
        if (options.Outputs.Json)
        {
            await surroundings.Output.WriteLineAsync(ReportJson.Write(finding, level, limit));
        }
        else
        {
            LoadTables.Write(surroundings.OutputConsole, shown);
            Conclude(finding, limit);
        }

        return finding.Best is null ? ExitCodes.Failed : ExitCodes.Success;
    }

    private async Task<CapacityProbe> ProbeAsync(LoadSession session, int calls, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var report = await session.PlayAsync(
            new LoadShape(LoadShapeKind.Plateau, calls, options.Duration), options.Seed + calls, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // half a trial proves nothing
        var probe = new CapacityProbe(calls, WhatFailed(report), report);
        await surroundings.Error.WriteLineAsync(FormattableString.Invariant($"{calls} calls: ")
            + (probe.IsMet ? "kept" : string.Join(", ", probe.Violations.Select(TextOf))));
        return probe;
    }

    // Calls that were not let in, or not to their end, are no calls.
    private IReadOnlyList<ServiceLevelViolation> WhatFailed(LoadReport report)
    {
        ServiceLevelClause[] always = [new("refused", AtMost: true, 0), new("broken", AtMost: true, 0)];
        return new ServiceLevel([.. level.Clauses, .. always.Where(clause => level.Clauses.All(own => own.Measure != clause.Measure))])
            .ViolationsOf(report.All);
    }

    private void Conclude(CapacityFinding<CapacityProbe> finding, LimitingStep limit)
    {
        string calls = finding.Best?.Calls.ToString(CultureInfo.InvariantCulture) ?? "no";
        surroundings.Output.WriteLine($"{calls} calls keep {level}");
        surroundings.Output.WriteLine(finding.FirstBeyond is { } beyond
            ? FormattableString.Invariant($"{beyond.Calls} do not: ") + string.Join(", ", beyond.Violations.Select(TextOf))
            : "more were not tried (--most)");
        surroundings.Output.WriteLine($"limiting step: {limit.Name} ({limit.Why})");
    }

    private static string TextOf(ServiceLevelViolation violation)
        => $"{violation.Clause.Measure} {ReportText.Of(violation.Value, MeasureDefinition.Find(violation.Clause.Measure)!.Value.Measure.Unit)}";
}
