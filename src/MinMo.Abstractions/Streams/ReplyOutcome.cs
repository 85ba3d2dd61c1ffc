namespace MinMo.Abstractions.Streams;

/// <summary>How a reply ended.</summary>
public enum ReplyOutcome
{
    /// <summary>Said to its end.</summary>
    Completed,

    /// <summary>Cut because the most tokens were reached.</summary>
    LengthLimited,

    /// <summary>Stopped by the caller's speech.</summary>
    Interrupted,

    /// <summary>Stopped by the client.</summary>
    Cancelled,

    /// <summary>Taken back before it said anything that counts: the caller went on.</summary>
    TakenBack,

    /// <summary>The call ended while it was said.</summary>
    Abandoned,
}
