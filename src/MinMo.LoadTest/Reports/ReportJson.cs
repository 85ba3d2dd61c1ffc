using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MinMo.LoadTest.Capacity;
using MinMo.LoadTest.Measures;

namespace MinMo.LoadTest.Reports;

/// <summary>Reports as one JSON object; times in seconds, shares from 0 to 1, what was not observed is null.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A run on one line.</summary>
    public static string Write(LoadReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Of(report).ToJsonString(Plain);
    }

    /// <summary>A search on one line.</summary>
    /// <param name="finding">The search.</param>
    /// <param name="level">What had to hold.</param>
    /// <param name="limit">What stands in the way of more.</param>
    public static string Write(CapacityFinding<CapacityProbe> finding, ServiceLevel level, LimitingStep limit)
    {
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(level);
        ArgumentNullException.ThrowIfNull(limit);
        var measured = (finding.Best ?? finding.FirstBeyond)?.Report;
        return new JsonObject
        {
            ["calls"] = finding.Best?.Calls ?? 0,
            ["limiting_step"] = limit.Name,
            ["limiting_why"] = limit.Why,
            ["slo"] = level.ToString(),
            ["probes"] = new JsonArray([.. finding.Probes.Select(ProbeOf)]),
            ["measures"] = measured is null ? null : MeasuresOf(measured.All),
            ["run"] = measured is null ? null : Of(measured),
        }.ToJsonString(Plain);
    }

    private static JsonObject Of(LoadReport report) => new()
    {
        ["heading"] = HeadingOf(report),
        ["measures"] = MeasuresOf(report.All),
        ["tenants"] = new JsonObject(report.Tenants.Select(
            static pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, MeasuresOf(pair.Value)))),
        ["refusals"] = new JsonArray([.. report.Outcome.Refusals
            .GroupBy(static refusal => (refusal.Tenant, refusal.Reason))
            .Select(static same => new JsonObject
            {
                ["tenant"] = same.Key.Tenant, ["reason"] = same.Key.Reason, ["count"] = same.Count(),
            })]),
        ["most_calls"] = report.MostCalls,
        ["steps"] = new JsonArray([.. report.Engine.Steps.Select(StepOf)]),
        ["engine"] = new JsonObject
        {
            ["build"] = report.Engine.Build,
            ["cores"] = Number(report.Engine.Cores),
            ["memory_bytes"] = Number(report.Engine.MemoryBytes),
            ["memory_bytes_per_minute"] = Number(report.Engine.MemoryBytesPerMinute),
        },
        ["tester"] = TesterOf(report),
    };

    private static JsonObject HeadingOf(LoadReport report) => new()
    {
        ["command"] = report.Heading.Command,
        ["build"] = report.Heading.Build,
        ["model"] = report.Heading.Model,
        ["machine"] = report.Heading.Machine,
        ["seed"] = report.Heading.Seed,
        ["date"] = report.Heading.Date.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        ["shape"] = report.Outcome.Plan.Shape.Kind.ToString().ToLowerInvariant(),
        ["callers"] = report.Outcome.Plan.Shape.Callers,
        ["seconds"] = report.Outcome.Length.TotalSeconds,
    };

    private static JsonObject TesterOf(LoadReport report) => new()
    {
        ["processor_share"] = report.Outcome.Tester.Share,
        ["cores"] = report.Outcome.Tester.Cores,
        ["late_packets"] = report.Outcome.Tester.LateShare,
        ["was_bottleneck"] = report.Outcome.Tester.WasBottleneck,
    };

    private static JsonObject MeasuresOf(LoadMeasures measures) => new(MeasureDefinition.Names.Select(
        name => KeyValuePair.Create<string, JsonNode?>(name, Number(measures.Value(name)))));

    private static JsonNode? StepOf(Engine.StepMeasure step) => new JsonObject
    {
        ["kind"] = step.Kind,
        ["device"] = step.Device,
        ["steps"] = step.Steps,
        ["queue_mean"] = Number(step.QueueMean),
        ["queue_p95"] = Number(step.QueueP95),
        ["compute_mean"] = Number(step.ComputeMean),
        ["compute_p95"] = Number(step.ComputeP95),
        ["batch_mean"] = Number(step.BatchMean),
        ["device_seconds"] = Number(step.DeviceSeconds),
        ["batch_fill"] = Number(step.BatchFill),
        ["deadlines"] = Number(step.Deadlines),
        ["misses"] = Number(step.Misses),
        ["miss_share"] = Number(step.MissShare),
        ["lateness_mean"] = Number(step.LatenessMean),
        ["failures"] = Number(step.Failures),
    };

    private static JsonNode? ProbeOf(CapacityProbe probe) => new JsonObject
    {
        ["calls"] = probe.Calls,
        ["met"] = probe.IsMet,
        ["violations"] = new JsonArray([.. probe.Violations.Select(static violation => new JsonObject
        {
            ["clause"] = violation.Clause.ToString(), ["value"] = Number(violation.Value),
        })]),
    };

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
