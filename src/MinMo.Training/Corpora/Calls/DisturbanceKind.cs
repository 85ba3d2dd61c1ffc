namespace MinMo.Training.Corpora.Calls;

/// <summary>What is heard in the caller's channel without being a turn.</summary>
public enum DisturbanceKind
{
    /// <summary>The caller says "uh huh" or the like while the agent speaks.</summary>
    BackChannel,

    /// <summary>Somebody else talks in the same room.</summary>
    BackgroundTalk,

    /// <summary>A knock, a click, a rustle.</summary>
    Knock,
}
