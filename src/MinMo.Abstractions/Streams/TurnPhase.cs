namespace MinMo.Abstractions.Streams;

/// <summary>The states of the turn engine.</summary>
public enum TurnPhase
{
    /// <summary>The caller has the floor or nobody speaks.</summary>
    Listening,

    /// <summary>The caller speaks.</summary>
    Hearing,

    /// <summary>The caller pauses inside what may be the end of a turn.</summary>
    Pausing,

    /// <summary>A reply is on its way, nothing of it has been heard.</summary>
    Thinking,

    /// <summary>The agent speaks.</summary>
    Speaking,

    /// <summary>The agent's speech is held: the caller may be claiming the floor.</summary>
    Suspecting,

    /// <summary>The call is over.</summary>
    Ended,
}
