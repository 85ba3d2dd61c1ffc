using MinMo.Inference.Sessions;

namespace MinMo.Inference.Planning;

/// <summary>
/// The steps of one session that wait for one device, in the order they came. A line is as urgent as the earliest
/// deadline in it: what stands in the way of an urgent step is urgent itself. Guarded by its queue, which uses it again for
/// another session once it is empty.
/// </summary>
internal sealed class SessionLine
{
    private readonly List<QueuedStep> _steps = [];

    /// <summary>Whose steps; null while nobody's.</summary>
    public Session? Session { get; private set; }

    /// <summary>The account of the session's tenant.</summary>
    public TenantShare Share { get; private set; } = TenantShare.Nobody;

    /// <summary>Where the queue keeps it.</summary>
    public int Index { get; set; }

    /// <summary>Steps that wait or run; at least one while the queue keeps it.</summary>
    public int Count => _steps.Count;

    /// <summary>The only step that may run next.</summary>
    public QueuedStep First => _steps[0];

    /// <summary>Whether no step in it has to be done.</summary>
    public bool Speculative { get; private set; }

    /// <summary>The earliest deadline of those that have to be done, or of all where none has to.</summary>
    public long Deadline { get; private set; }

    /// <summary>The steps, first one first.</summary>
    public IReadOnlyList<QueuedStep> Steps => _steps;

    /// <summary>Begins to serve a session.</summary>
    public void Begin(Session session, TenantShare share) => (Session, Share) = (session, share);

    /// <summary>Serves nobody.</summary>
    public void End() => (Session, Share) = (null, TenantShare.Nobody);

    /// <summary>Adds a step at the end.</summary>
    public void Add(QueuedStep step)
    {
        step.Line = this;
        _steps.Add(step);
        if (_steps.Count == 1)
        {
            (Speculative, Deadline) = (step.Speculative, step.Deadline);
        }
        else
        {
            Push(step);
        }
    }

    /// <summary>Takes a step out.</summary>
    /// <returns>False if it was not in it.</returns>
    public bool Remove(QueuedStep step)
    {
        if (!_steps.Remove(step))
        {
            return false;
        }

        Weigh();
        return true;
    }

    /// <summary>What was speculative is needed after all.</summary>
    public void Confirm(long deadline)
    {
        _steps.ForEach(step => step.Confirm(deadline));
        Weigh();
    }

    /// <summary>Takes all steps out that are not running.</summary>
    public void TakeIdle(List<QueuedStep> taken)
    {
        taken.AddRange(_steps.Where(static step => !step.Running));
        _steps.RemoveAll(static step => !step.Running);
        Weigh();
    }

    private void Weigh()
    {
        if (_steps.Count == 0)
        {
            return;
        }

        (Speculative, Deadline) = (First.Speculative, First.Deadline);
        for (var index = 1; index < _steps.Count; index++)
        {
            Push(_steps[index]);
        }
    }

    private void Push(QueuedStep behind) => (Speculative, Deadline) = (Speculative, behind.Speculative) switch
    {
        (true, false) => (false, behind.Deadline),
        (false, true) => (Speculative, Deadline),
        _ => (Speculative, Math.Min(Deadline, behind.Deadline)),
    };
}
