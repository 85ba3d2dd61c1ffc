namespace MinMo.Models.Duplex;

/// <summary>The classes of evidence, in the order of the predictor's outputs.</summary>
public enum DuplexClass
{
    /// <summary>Nothing for the agent: silence, noise, others talking, back-channel.</summary>
    Idle,

    /// <summary>The caller is in a turn and not finished.</summary>
    Hold,

    /// <summary>The turn is complete: answer now.</summary>
    Respond,

    /// <summary>The caller takes the floor from the agent.</summary>
    Yield,
}
