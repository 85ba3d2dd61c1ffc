namespace MinMo.Abstractions.Streams;

/// <summary>Why a command was refused.</summary>
public enum CommandProblem
{
    /// <summary>A reply is in progress already.</summary>
    ReplyInProgress,

    /// <summary>There is no reply to stop.</summary>
    NoReplyInProgress,

    /// <summary>There is no audio to commit, or less than 100 ms.</summary>
    NothingToCommit,

    /// <summary>No entry has that name.</summary>
    UnknownItem,

    /// <summary>The entry was not that long.</summary>
    BeyondAudio,
}
