namespace MinMo.Abstractions.Engine;

/// <summary>Why a call was not admitted.</summary>
public enum RefusalReason
{
    /// <summary>All places of the worker are taken.</summary>
    Full,

    /// <summary>No worker runs the bundle asked for.</summary>
    UnknownBundle,

    /// <summary>The worker is going out of service.</summary>
    Draining,

    /// <summary>The worker's device has failed.</summary>
    Faulted,

    /// <summary>There are places, but the worker's devices would not keep real time for another call.</summary>
    Busy,
}
