using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Calibration;
using MinMo.Inference.Engine;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Device;

/// <summary>
/// One dedicated thread that executes batch after batch. It alone touches the tensors of its runners. A step that
/// fails takes its own session down and no other.
/// </summary>
internal sealed partial class DeviceLoop : IAsyncDisposable
{
    /// <summary>
    /// Failures in a row, each of a step executed alone, after which the device itself counts as broken. Three
    /// different steps hardly ever fail one after the other for reasons of their own.
    /// </summary>
    private const int FailuresOfBrokenDevice = 3;

    private readonly DeviceSettings _settings;
    private readonly DeviceLinks _links;
    private readonly TimeProvider _time;
    private readonly EngineMetrics _metrics;
    private readonly BatchTimes _batches;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<QueuedStep> _entered = [];
    private readonly List<StepWork> _works = [];
    private int _failuresInRow;

    /// <param name="settings">What it executes.</param>
    /// <param name="queue">Where its steps wait; owned by the loop.</param>
    /// <param name="links">Who keeps the sessions and hears of failures.</param>
    /// <param name="observation">Clock, metrics and log.</param>
    public DeviceLoop(DeviceSettings settings, StepQueue queue, DeviceLinks links, EngineObservation observation)
    {
        _settings = settings;
        Queue = queue;
        _links = links;
        _time = observation.Time;
        _metrics = observation.Metrics;
        _batches = observation.Batches;
        _logger = observation.Logger;
    }

    /// <summary>Where steps wait.</summary>
    public StepQueue Queue { get; }

    /// <summary>Starts the thread.</summary>
    /// <returns>Completes when every runner has run once; fails if one cannot.</returns>
    public Task StartAsync()
    {
        new Thread(Run) { Name = $"minmo-{_settings.Name}", IsBackground = true }.Start();
        return _warm.Task;
    }

    /// <summary>Lets the running batch end, then ends the thread; what waits is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        LoseWaiting();
        await _ended.Task.ConfigureAwait(false);
        Queue.Dispose();
    }

    private void Run()
    {
        if (TryWarmUp())
        {
            while (Queue.Take() is { } batch)
            {
                Enter(batch);
                Publish(batch, Execute(_entered));
            }
        }

        LoseWaiting();
        _ended.SetResult();
    }

    private void LoseWaiting()
    {
        foreach (var step in Queue.Stop())
        {
            step.Complete(Lost("the engine was stopped"));
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types",
        Justification = "The border of the loop: the failure goes to whoever awaits the start.")]
    private bool TryWarmUp()
    {
        try
        {
            foreach (var runner in _settings.Runners.Values.Distinct())
            {
                runner.WarmUp();
            }

            _warm.SetResult();
            return true;
        }
        catch (Exception exception)
        {
            _warm.SetException(exception);
            return false;
        }
    }

    // Steps of sessions that were closed while they waited are answered without being executed.
    private void Enter(StepBatch batch)
    {
        _entered.Clear();
        foreach (var step in batch.Steps)
        {
            if (_links.Sessions.TryEnter(step.Session))
            {
                _entered.Add(step);
            }
            else
            {
                step.Work.Result = Lost("the session was closed while the step waited");
            }
        }
    }

    /// <returns>Time on the device.</returns>
    private TimeSpan Execute(List<QueuedStep> steps)
    {
        if (steps.Count == 0)
        {
            return TimeSpan.Zero;
        }

        var began = _time.GetTimestamp();
        foreach (var step in steps)
        {
            step.Started ??= began;
        }

        var kind = steps[0].Kind;
        if (!TryExecute(kind, steps))
        {
            ExecuteOneByOne(kind, steps);
        }

        var computed = _time.GetElapsedTime(began);
        _metrics.BatchExecuted(_settings.Name, kind, steps.Count, computed);
        _batches.Note(kind, steps.Count, computed);
        foreach (var step in steps)
        {
            step.Computed += computed;
        }

        return computed;
    }

    private void ExecuteOneByOne(StepKind kind, List<QueuedStep> steps)
    {
        foreach (var step in steps)
        {
            if (step.Work.Result is null && steps.Count > 1 && TryExecute(kind, [step]))
            {
                continue;
            }

            step.Work.Result ??= new StepFailed(
                StepFailure.Faulted, $"the {kind} step failed on device '{_settings.Name}'; the worker's log says why");
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types",
        Justification = "The border of the loop: a failing step ends its own session only.")]
    private bool TryExecute(StepKind kind, List<QueuedStep> steps)
    {
        _works.Clear();
        foreach (var step in steps)
        {
            _works.Add(step.Work);
        }

        try
        {
            _settings.Runners[kind].Execute(_works);
            _failuresInRow = 0;
            return true;
        }
        catch (Exception exception)
        {
            LogFailed(exception, _settings.Name, kind, steps.Count);
            if (steps.Count == 1 && ++_failuresInRow == FailuresOfBrokenDevice)
            {
                LogBroken(_settings.Name, FailuresOfBrokenDevice);
                _links.DeviceBroke(_settings.Name);
            }

            return false;
        }
    }

    private void Publish(StepBatch batch, TimeSpan computed)
    {
        foreach (var step in _entered)
        {
            if (step.Work.Result is StepFailed { Failure: StepFailure.Faulted })
            {
                _links.SessionFaulted(step.Session);
            }
        }

        Queue.Return(batch, computed);
        foreach (var step in _entered)
        {
            _links.Sessions.Exit(step.Session);
        }

        foreach (var step in batch.Steps)
        {
            if (step.Work.Result is { } result)
            {
                Finish(step, result);
            }
        }
    }

    private void Finish(QueuedStep step, StepResult result)
    {
        var now = _time.GetTimestamp();
        var queued = _time.GetElapsedTime(step.Arrived, step.Started ?? now);
        _metrics.StepFinished(step, result, queued, _time.GetElapsedTime(step.Deadline, now));
        step.Complete(result with { Queued = queued, Computed = step.Computed });
    }

    private static StepFailed Lost(string explanation) => new(StepFailure.SessionLost, explanation);
}
