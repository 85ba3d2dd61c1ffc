using System.Diagnostics.CodeAnalysis;
using MinMo.Inference.Sessions;

namespace MinMo.Inference.Planning;

/// <summary>
/// The steps that wait for one device, a line for each session that has any. Bounded twice, over all and per session, so
/// that one call that runs wild cannot take the room of the others. When it is full it refuses; nothing is dropped.
/// </summary>
/// <param name="limits">Its bounds.</param>
/// <param name="planner">Chooses batches; used by this queue only.</param>
/// <param name="time">The clock of deadlines.</param>
/// <param name="calls">Calls that are here, those included that have nothing waiting; null counts those that wait.</param>
internal sealed class StepQueue(StepQueueLimits limits, BatchPlanner planner, TimeProvider time, Func<int>? calls = null)
    : IDisposable
{
    private readonly AutoResetEvent _changed = new(initialState: false);

    // Guards everything below, the planner, and Running, Abandoned, Line and Order of every step.
    private readonly Lock _lock = new();
    private readonly List<SessionLine> _lines = [];
    private readonly Dictionary<Session, SessionLine> _lineOf = [];
    private readonly Stack<SessionLine> _unused = [];
    private long _order;
    private int _count;
    private bool _stopped;
    private bool _held;

    /// <summary>Steps that wait or run.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
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
            var line = _lineOf.GetValueOrDefault(step.Session);
            refusal = Refusal(line);
            if (refusal is not null)
            {
                return false;
            }

            step.Order = ++_order;
            (line ?? Begin(step.Session)).Add(step);
            _count++;
        }

        _changed.Set();
        return true;
    }

    /// <summary>
    /// Waits for work and takes the next batch. Its steps keep their places in the queue until <see cref="Return"/>.
    /// </summary>
    /// <returns>Valid until the next call; null once <see cref="Stop"/> was called.</returns>
    public StepBatch? Take()
    {
        while (true)
        {
            TimeSpan wait;
            lock (_lock)
            {
                if (_stopped)
                {
                    return null;
                }

                if (TryPlan(out wait) is { } batch)
                {
                    return batch;
                }
            }

            _changed.WaitOne(wait);
        }
    }

    /// <summary>Gives no batch until <see cref="Resume"/>; steps may come meanwhile.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            _held = true;
        }
    }

    /// <summary>Gives batches again.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            _held = false;
        }

        _changed.Set();
    }

    /// <summary>Gives a batch back: finished and abandoned steps leave, the others go on waiting.</summary>
    /// <param name="batch">What <see cref="Take"/> gave.</param>
    /// <param name="computed">Time on the device, charged to the tenants.</param>
    public void Return(StepBatch batch, TimeSpan computed)
    {
        lock (_lock)
        {
            planner.Charge(batch, computed.TotalSeconds);
            foreach (var step in batch.Steps)
            {
                step.Running = false;
                if (step.Work.Result is not null || step.Abandoned)
                {
                    Leave(step);
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
                Leave(step);
            }
        }
    }

    /// <summary>What a session has waiting or running is needed after all.</summary>
    public void Confirm(Session session, long deadline)
    {
        lock (_lock)
        {
            _lineOf.GetValueOrDefault(session)?.Confirm(deadline);
        }
    }

    /// <summary>Takes out all steps of a session that are not running.</summary>
    public IReadOnlyList<QueuedStep> RemoveOf(Session session)
    {
        var removed = new List<QueuedStep>();
        lock (_lock)
        {
            if (_lineOf.TryGetValue(session, out var line))
            {
                TakeIdle(line, removed);
            }
        }

        return removed;
    }

    /// <summary>Ends <see cref="Take"/> and refuses what comes later.</summary>
    /// <returns>What was still waiting.</returns>
    public IReadOnlyList<QueuedStep> Stop()
    {
        var removed = new List<QueuedStep>();
        lock (_lock)
        {
            _stopped = true;
            for (var index = _lines.Count - 1; index >= 0; index--)
            {
                TakeIdle(_lines[index], removed);
            }
        }

        _changed.Set();
        return removed;
    }

    /// <inheritdoc />
    public void Dispose() => _changed.Dispose();

    private StepBatch? TryPlan(out TimeSpan wait)
    {
        wait = Timeout.InfiniteTimeSpan;
        if (_held)
        {
            return null;
        }

        var now = time.GetTimestamp();
        if (planner.Next(_lines, now, calls?.Invoke() ?? _lines.Count) is { } batch)
        {
            foreach (var step in batch.Steps)
            {
                step.Running = true;
            }

            return batch;
        }

        if (planner.ReadyAt is { } ready)
        {
            wait = time.GetElapsedTime(now, ready);
        }

        return null;
    }

    private SessionLine Begin(Session session)
    {
        var line = _unused.TryPop(out var unused) ? unused : new SessionLine();
        line.Begin(session, planner.Shares.Enter(session.Tenant));
        line.Index = _lines.Count;
        _lines.Add(line);
        _lineOf.Add(session, line);
        return line;
    }

    private void Leave(QueuedStep step)
    {
        if (step.Line is { } line && line.Remove(step))
        {
            _count--;
            EndIfEmpty(line);
        }
    }

    private void TakeIdle(SessionLine line, List<QueuedStep> removed)
    {
        var before = line.Count;
        line.TakeIdle(removed);
        _count -= before - line.Count;
        EndIfEmpty(line);
    }

    // The last line takes the place of the one that goes.
    private void EndIfEmpty(SessionLine line)
    {
        if (line.Count > 0)
        {
            return;
        }

        var last = _lines[^1];
        _lines[line.Index] = last;
        last.Index = line.Index;
        _lines.RemoveAt(_lines.Count - 1);
        _lineOf.Remove(line.Session!);
        planner.Shares.Leave(line.Share);
        line.End();
        _unused.Push(line);
    }

    private string? Refusal(SessionLine? line)
    {
        if (_stopped)
        {
            return "the device is stopped; open a session on another worker";
        }

        if (_count >= limits.Steps)
        {
            return $"{limits.Steps} steps wait already; send fewer calls to this worker";
        }

        return line is null || line.Count < limits.StepsPerSession
            ? null
            : $"{line.Count} steps of this session wait already; await their results first";
    }
}
