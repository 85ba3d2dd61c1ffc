using System.Globalization;

namespace MinMo.LoadTest.Reports;

/// <summary>What stands below the tables: refusals, the engine's process, the tester itself.</summary>
public static class ReportNotes
{
    private const double Mebibyte = 1024 * 1024;

    /// <summary>Sentences, in order.</summary>
    public static IReadOnlyList<string> Of(LoadReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        List<string> notes = [.. Refusals(report), .. BrokenCalls(report), Engine(report), Tester(report)];
        return notes;
    }

    private static IEnumerable<string> Refusals(LoadReport report)
        => from refusal in report.Outcome.Refusals
           group refusal by (refusal.Tenant, refusal.Reason) into same
           orderby same.Key
           select string.Create(CultureInfo.InvariantCulture,
               $"refused: {same.Count()} x {same.Key.Reason}, tenant {same.Key.Tenant}, answered within {same.Max(static one => one.AnsweredIn).TotalMilliseconds:F0} ms");

    private static IEnumerable<string> BrokenCalls(LoadReport report)
        => from call in report.Outcome.Calls
           where call.Reason is not null
           group call by call.Reason into same
           orderby same.Key
           select $"broken off: {same.Count()} x {same.Key}";

    private static string Engine(LoadReport report)
    {
        var engine = report.Engine;
        return engine.Snapshots.Count < 2
            ? "engine: tells nothing of itself (/metrics)"
            : string.Create(CultureInfo.InvariantCulture,
                $"engine: {engine.Build ?? "unknown build"}, {ReportText.Number(engine.Cores)} cores, {ReportText.Number(engine.MemoryBytes / Mebibyte, "0")} MiB, growing by {ReportText.Number(engine.MemoryBytesPerMinute / Mebibyte)} MiB a minute over the second half");
    }

    private static string Tester(LoadReport report)
    {
        var tester = report.Outcome.Tester;
        string verdict = tester.WasBottleneck
            ? "IT WAS TOO SLOW: these figures are its own, not the engine's"
            : "it was not the bottleneck";
        return string.Create(CultureInfo.InvariantCulture,
            $"tester: {tester.Share * 100:F1} % of {tester.Cores} cores, {tester.LateShare * 100:F2} % of its packets late; {verdict}");
    }
}
