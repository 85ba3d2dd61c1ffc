namespace MinMo.Training.Corpora.Calls;

/// <summary>What the agent should make of a tick; the order is that of the predictor's outputs.</summary>
public enum DuplexClass
{
    /// <summary>Nothing for the agent: silence, noise, others talking, echo, a back-channel.</summary>
    Idle,

    /// <summary>The caller is in a turn and not finished, even where nothing is heard.</summary>
    Hold,

    /// <summary>The turn is complete and not answered yet.</summary>
    Respond,

    /// <summary>The caller takes the floor while the agent speaks.</summary>
    Yield,
}
