using System.Collections.Concurrent;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;

namespace MinMo.Grains.Workers;

/// <summary>A worker of this silo and the places that calls have on it, wherever in the cluster they live.</summary>
internal sealed class WorkerDesk(WorkerRegistration worker, TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    // When each place was used last.
    private readonly ConcurrentDictionary<SessionHandle, long> _places = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closing;

    public string Name => worker.Name;

    public WorkerRegistration Worker => worker;

    public bool IsClosing => _closing;

    public WorkerReport Report() => new(worker.Name, worker.Engine.Description, _places.Count, _closing);

    public async Task<Admission> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        if (_closing)
        {
            return new Admission.Refused(RefusalReason.Draining, RetryAfter, $"The worker '{Name}' goes out of service.");
        }

        var admission = await worker.Engine.OpenAsync(request, cancellationToken);
        if (admission is Admission.Granted granted)
        {
            _places[granted.Session] = time.GetTimestamp();
        }

        return admission;
    }

    public ValueTask<StepResult> ExecuteAsync(Step step, CancellationToken cancellationToken)
    {
        if (_places.ContainsKey(step.Session))
        {
            _places[step.Session] = time.GetTimestamp();
        }

        return worker.Engine.ExecuteAsync(step, cancellationToken);
    }

    public ValueTask ReleaseAsync(SessionHandle session, CancellationToken cancellationToken)
    {
        _places.TryRemove(session, out _);
        TellWhenEmpty();
        return worker.Engine.ReleaseAsync(session, cancellationToken);
    }

    /// <summary>Takes no more calls from now on.</summary>
    /// <returns>Ends when the last call has left.</returns>
    public Task CloseAsync()
    {
        _closing = true;
        TellWhenEmpty();
        return _empty.Task;
    }

    /// <summary>Takes places back that were not used for a while.</summary>
    /// <returns>How many.</returns>
    public int ReleaseAbandoned(TimeSpan after)
    {
        var abandoned = _places.Where(place => time.GetElapsedTime(place.Value) > after).ToArray();
        foreach (var (session, _) in abandoned)
        {
            _ = ReleaseAsync(session, CancellationToken.None).AsTask();
        }

        return abandoned.Length;
    }

    private void TellWhenEmpty()
    {
        if (_closing && _places.IsEmpty)
        {
            _empty.TrySetResult();
        }
    }
}
