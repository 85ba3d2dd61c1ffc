namespace MinMo.Abstractions.Engine;

/// <summary>Why a step was not executed.</summary>
public enum StepFailure
{
    /// <summary>The handle is stale: the place was given away or its worker is gone. Open a new one and replay.</summary>
    SessionLost,

    /// <summary>The step itself failed on the device; the session is lost, others are not.</summary>
    Faulted,

    /// <summary>The step asks for what cannot be: audio not there, a full lane, an unknown block.</summary>
    Invalid,

    /// <summary>The worker's queue is full.</summary>
    Overloaded,
}
