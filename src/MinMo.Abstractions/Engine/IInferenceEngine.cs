namespace MinMo.Abstractions.Engine;

/// <summary>
/// Computes the steps of many calls on one worker. No tensor crosses this border: callers hold handles, and text,
/// probabilities and PCM travel. Safe for concurrent use; steps of one lane are executed in the order given.
/// </summary>
public interface IInferenceEngine
{
    /// <summary>What runs here.</summary>
    EngineDescription Description { get; }

    /// <summary>Reserves everything a call needs for its whole life, or refuses at once with a reason.</summary>
    ValueTask<Admission> OpenAsync(SessionRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Executes one step, batched with steps of the same kind of other calls. Expected failures (a stale handle, a
    /// faulted device) come back as <see cref="StepFailed"/>, never as exceptions.
    /// </summary>
    ValueTask<StepResult> ExecuteAsync(Step step, CancellationToken cancellationToken);

    /// <summary>Gives back what a session reserved; a stale handle is ignored.</summary>
    ValueTask ReleaseAsync(SessionHandle session, CancellationToken cancellationToken);
}
