using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Calibration;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;
using MinMo.Inference.Sessions;

namespace MinMo.Inference.Engine;

/// <summary>
/// Executes the steps of many calls on the devices of one worker: admits or refuses, queues by kind, and leaves the
/// rest to one thread per device. It knows no model; a family brings places and runners along.
/// </summary>
public sealed partial class InferenceEngine : IInferenceEngine, IAsyncDisposable
{
    private readonly EngineParts _parts;
    private readonly EngineObservation _observation;
    private readonly ILogger _logger;
    private readonly AdmissionControl _admission;
    private readonly SessionTable _sessions;
    private readonly DeviceSet _devices;

    private InferenceEngine(EngineParts parts, EngineOptions options, EngineObservation observation)
    {
        _parts = parts;
        Description = parts.Description;
        _observation = observation;
        _logger = observation.Logger;
        Capacity = new EngineCapacity(parts.Places.Count, null, null, null, 0, []);
        _admission = new AdmissionControl(new AdmissionLimits(
            parts.Description.Bundle, parts.Places.Count, options.PlacesPerTenant, options.RetryAfter, options.LongestRetryAfter));
        _sessions = new SessionTable(options.Worker, parts.Places, PlaceFreed);
        var links = new DeviceLinks(_sessions, session => End(session.Handle), DeviceBroke);
        _devices = new DeviceSet(parts.Devices, options, links, observation);
    }

    /// <inheritdoc />
    public EngineDescription Description { get; private set; }

    /// <summary>How many calls are admitted, and why.</summary>
    public EngineCapacity Capacity { get; private set; }

    /// <summary>Places in use.</summary>
    public int PlacesTaken => _admission.Taken;

    /// <summary>Starts the devices and warms them up; the engine is ready for its first call afterwards.</summary>
    internal static async Task<InferenceEngine> StartAsync(
        EngineParts parts, EngineOptions options, EngineObservation observation)
    {
        var engine = new InferenceEngine(parts, options, observation);
        try
        {
            await engine._devices.StartAsync().ConfigureAwait(false);
            engine.LimitToMemory(options);
        }
        catch
        {
            await engine.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        engine.LogStarted(
            options.Worker, parts.Description.Bundle, parts.Places.Count, parts.BytesOfPlace / (1024 * 1024));
        return engine;
    }

    private void LimitToMemory(EngineOptions options)
    {
        var places = _parts.Places.Count;
        var fit = PlaceMemory.Fit(places, _parts.BytesOfPlace, options.MemoryForCalls);
        if (fit < places)
        {
            Capacity = Capacity with { Places = fit };
            Description = Description with { SessionCapacity = fit };
            _admission.LimitPlaces(fit);
            LogShortOfMemory(options.Worker, fit, places, _parts.BytesOfPlace / (1024 * 1024));
        }
    }

    /// <summary>Measures how many calls keep real time and admits no more from now on, where the options say so.</summary>
    /// <param name="calibration">The family's turns and demand.</param>
    /// <param name="options">Those it was started with.</param>
    internal async Task CalibrateAsync(EngineCalibration calibration, EngineOptions options)
    {
        if (options.Calibrates)
        {
            Capacity = await calibration.MeasureAsync(this, _devices, options, _observation).ConfigureAwait(false);
            Description = Description with { SessionCapacity = Capacity.Calls };
            _admission.Limit(Capacity.Calls);
            Tell(options.Worker, Capacity);
        }

        _observation.Metrics.CapacityKnown(options.Worker, Capacity);
    }

    /// <inheritdoc />
    public ValueTask<Admission> OpenAsync(
        SessionRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var tenant = request.Settings.Tenant.Value;
        if (_admission.TryTake(request) is { } refused)
        {
            LogRefused(request.Call, refused.Reason, refused.RetryAfter);
            _observation.Metrics.Refused(tenant, refused.Reason);
            return ValueTask.FromResult<Admission>(refused);
        }

        var session = _sessions.Open(request, _observation.Time.GetTimestamp());
        _observation.Metrics.SessionOpened(tenant);
        return ValueTask.FromResult<Admission>(
            new Admission.Granted(session.Handle, session.Place.DialogueLane, Description));
    }

    /// <inheritdoc />
    /// <exception cref="OperationCanceledException">
    /// The caller gave the step up. What it had already done to a lane stays: truncate before going on.
    /// </exception>
    public async ValueTask<StepResult> ExecuteAsync(Step step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_sessions.Find(step.Session) is not { } session)
        {
            return Failed(step.Kind, StepFailure.SessionLost, "the handle is stale; open a new session and replay");
        }

        var arrived = _observation.Time.GetTimestamp();
        if (step is ConfirmStep)
        {
            _devices.Confirm(session, arrived + Timestamps(step.Slack));
            return new ConfirmResult();
        }

        if (_devices.QueueOf(step.Kind) is not { } queue)
        {
            return Failed(step.Kind, StepFailure.Invalid,
                $"bundle '{Description.Bundle}' of family '{Description.Family}' has no {step.Kind} steps");
        }

        var queued = new QueuedStep(step, session, arrived, arrived + Timestamps(step.Slack));
        if (!queue.TryAdd(queued, out var refusal))
        {
            return Failed(step.Kind, StepFailure.Overloaded, refusal);
        }

        using var registration = cancellationToken.UnsafeRegister(
            (_, token) =>
            {
                queue.Abandon(queued);
                queued.Cancel(token);
            },
            state: null);
        return await queued.Completion.ConfigureAwait(false);
    }

    /// <inheritdoc />
    public ValueTask ReleaseAsync(SessionHandle session, CancellationToken cancellationToken)
    {
        End(session);
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes no more calls; those that are here go on until they end.</summary>
    public void Drain() => _admission.Close(RefusalReason.Draining);

    /// <summary>Stops the devices; sessions and waiting steps are lost.</summary>
    public async ValueTask DisposeAsync()
    {
        _admission.Close(RefusalReason.Draining);
        await _devices.DisposeAsync().ConfigureAwait(false);

        foreach (var session in _sessions.Open())
        {
            _sessions.Close(session.Handle);
        }

        await _parts.Models.DisposeAsync().ConfigureAwait(false);
    }

    private void End(SessionHandle handle)
    {
        if (_sessions.Close(handle) is not { } session)
        {
            return;
        }

        foreach (var step in _devices.RemoveOf(session))
        {
            step.Complete(Failed(step.Kind, StepFailure.SessionLost, "the session was closed"));
        }
    }

    private void Tell(string worker, EngineCapacity capacity)
    {
        foreach (var cost in capacity.Costs)
        {
            LogCost(cost.Kind, cost.Batch.TotalMilliseconds, cost.Row.TotalMilliseconds, cost.LargestBatch);
        }

        if (capacity.RealTimeCalls == 0)
        {
            LogTooSlow(worker, capacity.LimitingKind, capacity.LimitingDevice, capacity.Load);
        }
        else
        {
            LogCalibrated(worker, capacity.RealTimeCalls, capacity.LimitingKind, capacity.LimitingDevice, capacity.Load);
        }
    }

    private void PlaceFreed(Session session)
    {
        _admission.GiveBack(session.Tenant, _observation.Time.GetElapsedTime(session.Opened));
        _observation.Metrics.SessionEnded(session.Tenant.Value);
    }

    private void DeviceBroke(string device)
    {
        LogFaulted(Description.Bundle, device);
        _admission.Close(RefusalReason.Faulted);
    }

    private StepFailed Failed(StepKind kind, StepFailure failure, string explanation)
    {
        _observation.Metrics.StepFailed(kind, failure);
        return new StepFailed(failure, explanation);
    }

    private long Timestamps(TimeSpan time)
        => (long)(time.TotalSeconds * _observation.Time.TimestampFrequency);
}
