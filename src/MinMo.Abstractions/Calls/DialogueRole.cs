namespace MinMo.Abstractions.Calls;

/// <summary>Who says an entry of the dialogue.</summary>
public enum DialogueRole
{
    /// <summary>The operator's instructions to the agent.</summary>
    System,

    /// <summary>The caller.</summary>
    User,

    /// <summary>The agent.</summary>
    Assistant,
}
