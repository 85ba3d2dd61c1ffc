using MinMo.LoadTest.Engine;
using MinMo.LoadTest.Measures;
using MinMo.LoadTest.Runs;

namespace MinMo.LoadTest.Reports;

/// <summary>A run, worked out.</summary>
public sealed class LoadReport
{
    private LoadReport(RunHeading heading, LoadOutcome outcome)
    {
        Heading = heading;
        Outcome = outcome;
        Engine = EngineMeasures.Of(outcome.Engine);
        CallMeasures[] calls = [.. outcome.Calls.Select(CallMeasures.Of)];
        All = new LoadMeasures(calls, outcome.Refusals.Count, Engine.MissShare);
        Tenants = outcome.Calls.Select(static call => call.Tenant).Concat(outcome.Refusals.Select(static refusal => refusal.Tenant))
            .Distinct().Order(StringComparer.Ordinal).ToDictionary(
                static tenant => tenant,
                tenant => new LoadMeasures(
                    [.. calls.Where(call => call.Call.Tenant == tenant)],
                    outcome.Refusals.Count(refusal => refusal.Tenant == tenant), Engine.MissShare));
    }

    /// <summary>What was run.</summary>
    public RunHeading Heading { get; }

    /// <summary>All that was seen.</summary>
    public LoadOutcome Outcome { get; }

    /// <summary>As the callers heard it.</summary>
    public LoadMeasures All { get; }

    /// <summary>The same for each tenant; the engine's own measures are not parted.</summary>
    public IReadOnlyDictionary<string, LoadMeasures> Tenants { get; }

    /// <summary>As the engine tells it.</summary>
    public EngineMeasures Engine { get; }

    /// <summary>Most calls that stood at once.</summary>
    public int MostCalls => ActiveCalls.MostAtOnce(Outcome.Calls);

    /// <summary>Works a run out.</summary>
    public static LoadReport Of(RunHeading heading, LoadOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(heading);
        ArgumentNullException.ThrowIfNull(outcome);
        return new LoadReport(heading, outcome);
    }
}
