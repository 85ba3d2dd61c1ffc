using System.Diagnostics.Metrics;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;

namespace MinMo.Grains.Conversations;

/// <summary>What calls are like for their callers. Latencies are on the sample clock.</summary>
internal sealed class CallMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "MinMo.Grains";

    private readonly UpDownCounter<int> _active;
    private readonly Counter<int> _refused;
    private readonly Counter<int> _recovered;
    private readonly Counter<int> _broken;
    private readonly Histogram<double> _duration;
    private readonly Counter<int> _replies;
    private readonly Histogram<double> _latency;
    private readonly Histogram<double> _lag;
    private readonly Counter<int> _ticks;

    public CallMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _active = meter.CreateUpDownCounter<int>("minmo.call.active", "{call}", "Calls that have a place.");
        _refused = meter.CreateCounter<int>("minmo.call.refused", "{call}", "Calls that found no place.");
        _recovered = meter.CreateCounter<int>("minmo.call.recovered", "{move}", "Moves to another place.");
        _broken = meter.CreateCounter<int>("minmo.call.broken", "{call}", "Calls ended by an error of ours.");
        _duration = meter.CreateHistogram(
            "minmo.call.duration", "s", "Time from the place to the end of the call.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [5, 15, 30, 60, 120, 300, 600, 1800, 3600] });
        _replies = meter.CreateCounter<int>("minmo.call.replies", "{reply}", "Replies, by how they ended.");
        _latency = meter.CreateHistogram(
            "minmo.call.reply.latency", "s", "From the caller's last word to the first audio of the reply.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.3, 0.5, 0.6, 0.8, 1, 1.5, 2, 3, 5] });
        _lag = meter.CreateHistogram(
            "minmo.call.lag", "s", "Audio that waited to be listened to when a call had fallen behind.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.4, 0.6, 0.8, 1, 2, 5, 10, 30, 60] });
        _ticks = meter.CreateCounter<int>(
            "minmo.call.late.ticks", "{tick}", "Ticks of calls that had fallen behind, by what became of them: merged, dropped, lost.");
    }

    public void Started(TenantId tenant) => _active.Add(1, Tag(tenant));

    public void Ended(TenantId tenant, TimeSpan duration)
    {
        _active.Add(-1, Tag(tenant));
        _duration.Record(duration.TotalSeconds, Tag(tenant));
    }

    public void Refused(TenantId tenant, RefusalReason reason)
        => _refused.Add(1, Tag(tenant), new KeyValuePair<string, object?>("minmo.reason", reason.ToString()));

    public void Broken(TenantId tenant) => _broken.Add(1, Tag(tenant));

    /// <summary>Counts what the events tell.</summary>
    public void Emitted(TenantId tenant, CallOutput output)
    {
        switch (output)
        {
            case SessionRecovered:
                _recovered.Add(1, Tag(tenant));
                break;
            case ListeningFellBehind late:
                Record(tenant, late);
                break;
            case ReplyEnded ended:
                _replies.Add(
                    1, Tag(tenant), new KeyValuePair<string, object?>("minmo.outcome", ended.Outcome.ToString()));
                Record(tenant, ended.Latency);
                break;
        }
    }

    private static KeyValuePair<string, object?> Tag(TenantId tenant) => new("minmo.tenant", tenant.Value);

    private void Record(TenantId tenant, ListeningFellBehind late)
    {
        _lag.Record(late.Lag.TotalSeconds, Tag(tenant));
        Count("merged", late.MergedTicks);
        Count("dropped", late.DroppedTicks);
        Count("lost", late.LostTicks);

        void Count(string fate, int ticks) => _ticks.Add(ticks, Tag(tenant), new KeyValuePair<string, object?>("minmo.fate", fate));
    }

    private void Record(TenantId tenant, TurnLatency latency)
    {
        if (latency is { LastWord: { } lastWord, FirstAudio: { } firstAudio })
        {
            _latency.Record((firstAudio - lastWord).TotalSeconds, Tag(tenant));
        }
    }
}
