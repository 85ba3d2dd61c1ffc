namespace MinMo.LoadTest.Lines;

/// <summary>How a reply ended.</summary>
public enum ReplyEnding
{
    /// <summary>It was said to its end, or to its length limit.</summary>
    Completed,

    /// <summary>The engine thought that the caller took the floor.</summary>
    Interrupted,

    /// <summary>The engine failed.</summary>
    Failed,
}
