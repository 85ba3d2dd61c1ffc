using System.Diagnostics.CodeAnalysis;
using MinMo.Inference.Sessions;

namespace MinMo.Inference.Planning;

/// <summary>
/// The steps that wait for one device, in the order they came. Bounded twice, over all and per session, so that one
/// call that runs wild cannot take the room of the others. When it is full it refuses; nothing is dropped.
/// </summary>
internal sealed class StepQueue(StepQueueLimits limits, BatchPlanner planner) : IDisposable
{
    private readonly AutoResetEvent _changed = new(initialState: false);

    // Guards everything below, the planner's scratch space, and Running and Abandoned of every step.
    private readonly Lock _lock = new();
    private readonly List<QueuedStep> _waiting = [];
    private bool _stopped;

    /// <summary>Steps that wait or run.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Adds a step at the end; false when there is no room for it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="refusal">Why not, for people.</param>
    public bool TryAdd(QueuedStep step, [NotNullWhen(false)] out string? refusal)
    {
        lock (_lock)
        {
            refusal = Refusal(step.Session);
            if (refusal is not null)
            {
                return false;
            }

            _waiting.Add(step);
        }

        _changed.Set();
        return true;
    }

    /// <summary>
    /// Waits for work and takes the next batch. Its steps keep their places in the queue until <see cref="Return"/>.
    /// </summary>
    /// <returns>Null once <see cref="Stop"/> was called.</returns>
    public StepBatch? Take()
    {
        while (true)
        {
            lock (_lock)
            {
                if (_stopped)
                {
                    return null;
                }

                if (planner.Next(_waiting) is { } batch)
                {
                    foreach (var step in batch.Steps)
                    {
                        step.Running = true;
                    }

                    return batch;
                }
            }

            _changed.WaitOne();
        }
    }

    /// <summary>Gives a batch back: finished and abandoned steps leave, the others go on waiting.</summary>
    public void Return(StepBatch batch)
    {
        lock (_lock)
        {
            foreach (var step in batch.Steps)
            {
                step.Running = false;
                if (step.Work.Result is not null || step.Abandoned)
                {
                    _waiting.Remove(step);
                }
            }
        }
    }

    /// <summary>Gives a step up at its caller's wish: at once, or when the slice that is running has ended.</summary>
    public void Abandon(QueuedStep step)
    {
        lock (_lock)
        {
            step.Abandoned = true;
            if (!step.Running)
            {
                _waiting.Remove(step);
            }
        }
    }

    /// <summary>Takes out all steps of a session that are not running.</summary>
    public IReadOnlyList<QueuedStep> RemoveOf(Session session)
        => Remove(step => step.Session == session && !step.Running);

    /// <summary>Ends <see cref="Take"/> and refuses what comes later.</summary>
    /// <returns>What was still waiting.</returns>
    public IReadOnlyList<QueuedStep> Stop()
    {
        lock (_lock)
        {
            _stopped = true;
        }

        _changed.Set();
        return Remove(step => !step.Running);
    }

    /// <inheritdoc />
    public void Dispose() => _changed.Dispose();

    private List<QueuedStep> Remove(Predicate<QueuedStep> matches)
    {
        lock (_lock)
        {
            var removed = _waiting.FindAll(matches);
            _waiting.RemoveAll(matches);
            return removed;
        }
    }

    private string? Refusal(Session session)
    {
        if (_stopped)
        {
            return "the device is stopped; open a session on another worker";
        }

        if (_waiting.Count >= limits.Steps)
        {
            return $"{limits.Steps} steps wait already; send fewer calls to this worker";
        }

        var ofSession = 0;
        foreach (var step in _waiting)
        {
            ofSession += step.Session == session ? 1 : 0;
        }

        return ofSession < limits.StepsPerSession
            ? null
            : $"{ofSession} steps of this session wait already; await their results first";
    }
}
