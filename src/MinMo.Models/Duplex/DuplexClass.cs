namespace MinMo.Models.Duplex;

/// <summary>What the agent should make of a tick, in the order of the predictor's outputs.</summary>
public enum DuplexClass
{
    /// <summary>Nothing for the agent: silence, noise, others talking, echo, a back-channel.</summary>
    Idle,

    /// <summary>The caller is in a turn and not finished, even where nothing is heard.</summary>
    Hold,

    /// <summary>The turn is complete and not answered yet: answer now.</summary>
    Respond,

    /// <summary>The caller takes the floor while the agent speaks.</summary>
    Yield,
}
