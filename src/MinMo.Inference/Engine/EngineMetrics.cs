using System.Diagnostics.Metrics;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Calibration;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Engine;

/// <summary>
/// What an engine measures. Missed deadlines are the main figure: a miss is audio that came late or not at all.
/// </summary>
internal sealed class EngineMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MinMo.Inference";

    // Seconds, around the deadlines of speech: one tick (32 or 80 ms) up to the whole latency budget; beyond that, how bad
    // an overload is.
    private static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.01, 0.02, 0.03, 0.04, 0.06, 0.08, 0.1, 0.12, 0.16, 0.2, 0.3, 0.5, 1, 2],
    };

    private static readonly InstrumentAdvice<int> Sizes = new()
    {
        HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64],
    };

    private readonly Histogram<double> _queueDuration;
    private readonly Histogram<double> _computeDuration;
    private readonly Histogram<double> _batchDuration;
    private readonly Histogram<int> _batchSize;
    private readonly Counter<long> _deadlines;
    private readonly Counter<long> _deadlineMisses;
    private readonly Histogram<double> _deadlineLateness;
    private readonly Counter<long> _failures;
    private readonly UpDownCounter<long> _sessions;
    private readonly Counter<long> _refusals;
    private readonly Gauge<int> _capacity;

    public EngineMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _queueDuration = meter.CreateHistogram(
            "minmo.engine.queue.duration", "s", "Time a step waited for its first batch.", null, Durations);
        _computeDuration = meter.CreateHistogram(
            "minmo.engine.compute.duration", "s", "Time of the batches that a step was in.", null, Durations);
        _batchDuration = meter.CreateHistogram(
            "minmo.engine.batch.duration", "s", "Time of one batch on its device.", null, Durations);
        _batchSize = meter.CreateHistogram(
            "minmo.engine.batch.size", "{step}", "Steps executed together.", null, Sizes);
        _deadlines = meter.CreateCounter<long>(
            "minmo.engine.deadlines", "{step}", "Steps that had a deadline, met or missed.");
        _deadlineMisses = meter.CreateCounter<long>(
            "minmo.engine.deadline.misses", "{step}", "Steps whose result came after it was needed.");
        _deadlineLateness = meter.CreateHistogram(
            "minmo.engine.deadline.lateness", "s", "How late the results of missed deadlines were.", null, Durations);
        _failures = meter.CreateCounter<long>(
            "minmo.engine.step.failures", "{step}", "Steps that were not executed, by reason.");
        _sessions = meter.CreateUpDownCounter<long>(
            "minmo.engine.sessions", "{session}", "Places in use.");
        _capacity = meter.CreateGauge<int>(
            "minmo.engine.capacity", "{call}", "Calls that a worker can take, by what limits them: memory or steps.");
        _refusals = meter.CreateCounter<long>(
            "minmo.engine.refusals", "{call}", "Calls that were refused, by reason.");
    }

    /// <summary>A device executed a batch.</summary>
    public void BatchExecuted(string device, StepKind kind, int steps, TimeSpan duration)
    {
        var where = new KeyValuePair<string, object?>("minmo.device", device);
        _batchDuration.Record(duration.TotalSeconds, where, Tag(kind));
        _batchSize.Record(steps, where, Tag(kind));
    }

    /// <summary>A step has its result.</summary>
    /// <param name="step">The step.</param>
    /// <param name="result">Its result.</param>
    /// <param name="queued">Time until its first batch.</param>
    /// <param name="late">Time since its deadline; negative when it was met.</param>
    public void StepFinished(QueuedStep step, StepResult result, TimeSpan queued, TimeSpan late)
    {
        var kind = Tag(step.Kind);
        _queueDuration.Record(queued.TotalSeconds, kind);
        _computeDuration.Record(step.Computed.TotalSeconds, kind);
        if (result is StepFailed failed)
        {
            StepFailed(step.Kind, failed.Failure);
        }

        // No slack means "as soon as possible", speculation has no deadline: neither can be late.
        if (step.Speculative || step.Work.Step.Slack <= TimeSpan.Zero)
        {
            return;
        }

        _deadlines.Add(1, kind);
        if (late > TimeSpan.Zero)
        {
            _deadlineMisses.Add(1, kind);
            _deadlineLateness.Record(late.TotalSeconds, kind);
        }
    }

    /// <summary>A step was not executed.</summary>
    public void StepFailed(StepKind kind, StepFailure failure)
        => _failures.Add(1, Tag(kind), new KeyValuePair<string, object?>("minmo.step.failure", failure.ToString()));

    /// <summary>What a worker can take is known.</summary>
    public void CapacityKnown(string worker, EngineCapacity capacity)
    {
        Record("memory", capacity.Places);
        if (capacity.RealTimeCalls is { } calls)
        {
            Record("steps", calls);
        }

        void Record(string limit, int calls) => _capacity.Record(
            calls, new KeyValuePair<string, object?>("minmo.worker", worker), new KeyValuePair<string, object?>("minmo.limit", limit));
    }

    /// <summary>A call moved in.</summary>
    public void SessionOpened(string tenant) => _sessions.Add(1, Tenant(tenant));

    /// <summary>A call's place is free again.</summary>
    public void SessionEnded(string tenant) => _sessions.Add(-1, Tenant(tenant));

    /// <summary>A call was not admitted.</summary>
    public void Refused(string tenant, RefusalReason reason)
        => _refusals.Add(1, Tenant(tenant), new KeyValuePair<string, object?>("minmo.refusal", reason.ToString()));

    private static KeyValuePair<string, object?> Tag(StepKind kind) => new("minmo.step.kind", kind.ToString());

    private static KeyValuePair<string, object?> Tenant(string tenant) => new("minmo.tenant", tenant);
}
