using MinMo.Abstractions.Engine;
using MinMo.Inference.Sessions;

namespace MinMo.Inference.Planning;

/// <summary>A step that waits for its device or runs on it.</summary>
/// <param name="step">What to do.</param>
/// <param name="session">For whom.</param>
/// <param name="arrived">When it came, a timestamp of the engine's time provider.</param>
/// <param name="deadline">When its result is needed, on the same scale.</param>
internal sealed class QueuedStep(Step step, Session session, long arrived, long deadline)
{
    // Continuations belong to the caller: the device thread must not run them.
    private readonly TaskCompletionSource<StepResult> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The part that runners see.</summary>
    public StepWork Work { get; } = new(step, session.Place);

    /// <summary>For whom.</summary>
    public Session Session { get; } = session;

    /// <summary>When it came.</summary>
    public long Arrived { get; } = arrived;

    /// <summary>When its result is needed; guarded by the queue.</summary>
    public long Deadline { get; private set; } = deadline;

    /// <summary>Whether the result may turn out to be useless; guarded by the queue.</summary>
    public bool Speculative { get; private set; } = step.Speculative;

    /// <summary>When its first batch began; null while it waits.</summary>
    public long? Started { get; set; }

    /// <summary>Time its batches took on the device so far.</summary>
    public TimeSpan Computed { get; set; }

    /// <summary>Whether a batch holds it at the moment; guarded by the queue.</summary>
    public bool Running { get; set; }

    /// <summary>Whether nobody waits for the result any more; guarded by the queue.</summary>
    public bool Abandoned { get; set; }

    /// <summary>How many came before it; guarded by the queue.</summary>
    public long Order { get; set; }

    /// <summary>Where it waits; null before it does; guarded by the queue.</summary>
    public SessionLine? Line { get; set; }

    /// <summary>The kind, for batching.</summary>
    public StepKind Kind => Work.Step.Kind;

    /// <summary>Completes with the result.</summary>
    public Task<StepResult> Completion => _completion.Task;

    /// <summary>What was speculative is needed after all.</summary>
    public void Confirm(long deadline)
    {
        if (Speculative)
        {
            (Speculative, Deadline) = (false, deadline);
        }
    }

    /// <summary>Publishes the result.</summary>
    public void Complete(StepResult result) => _completion.TrySetResult(result);

    /// <summary>Says that the step was given up at the caller's wish.</summary>
    public void Cancel(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);
}
