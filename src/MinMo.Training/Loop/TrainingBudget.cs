namespace MinMo.Training.Loop;

/// <summary>How long a run may go on. Stages look at it between steps and stop cleanly, keeping their place.</summary>
/// <param name="time">The clock.</param>
/// <param name="limit">Wall time from now on; null for no limit.</param>
/// <param name="cancellation">Cancelled when the user interrupts.</param>
public sealed class TrainingBudget(TimeProvider time, TimeSpan? limit, CancellationToken cancellation)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Whether the run must stop now.</summary>
    public bool IsSpent => cancellation.IsCancellationRequested || (limit is { } most && Spent >= most);

    /// <summary>Cancelled when the user interrupts.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Wall time since the begin.</summary>
    public TimeSpan Spent => time.GetElapsedTime(_start);
}
