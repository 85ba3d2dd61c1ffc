namespace MinMo.Abstractions.Engine;

/// <summary>How a reply stands after a think step.</summary>
public enum ReplyEnd
{
    /// <summary>It goes on.</summary>
    Open,

    /// <summary>The model ended it.</summary>
    Stopped,

    /// <summary>It has called a tool: append the answer, then go on.</summary>
    ToolCalled,

    /// <summary>It loops: the engine cut the repetition.</summary>
    Looped,

    /// <summary>The lane is full.</summary>
    LaneFull,
}
