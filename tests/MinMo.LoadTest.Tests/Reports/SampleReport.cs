using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Engine;
using MinMo.LoadTest.Lines;
using MinMo.LoadTest.Reports;
using MinMo.LoadTest.Runs;
using MinMo.LoadTest.Shapes;
using MinMo.LoadTest.Speech;
using MinMo.LoadTest.Tests.Measures;

namespace MinMo.LoadTest.Tests.Reports;

/// <summary>A run of two calls of two tenants, written down by hand.</summary>
internal static class SampleReport
{
    public static LoadReport Make(
        long latePackets = 0, IReadOnlyList<CallRefused>? refusals = null, string engine = "")
    {
        CallRecord[] calls =
        [
            new RecordedCall().Caller(1, 2).Agent("a", 2.6, 5.2).Caller(5, 6, SpeechRole.BargeIn)
                .Over("a", 5.3, ReplyEnding.Interrupted).Agent("b", 6.8, 9).Record(20, "one"),
            new RecordedCall().Caller(1, 2).Agent("a", 3, 5).Underrun(4).Record(15, "two", startedAt: 3),
        ];
        var outcome = new LoadOutcome(
            new LoadPlan(new LoadShape(LoadShapeKind.Plateau, 2, TimeSpan.FromSeconds(20)), ["one", "two"], 7),
            calls,
            refusals ?? [],
            engine.Length == 0
                ? []
                : [
                    new EngineSnapshot(TimeSpan.Zero, PrometheusText.Parse("")),
                    new EngineSnapshot(TimeSpan.FromSeconds(20), PrometheusText.Parse(engine)),
                ],
            new TesterLoad(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20), 2, 1_750, latePackets),
            TimeSpan.FromSeconds(20));
        var heading = new RunHeading(
            "minmo load --calls 2", "0.1.0+abc", "nano-en", "a <machine>", 7, new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));
        return LoadReport.Of(heading, outcome);
    }

    public static CallRefused Refusal(string tenant = "two")
        => new(TimeSpan.FromSeconds(4), tenant, "server_full", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(8));
}
