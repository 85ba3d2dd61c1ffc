using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;

namespace MinMo.Cli.Talk;

/// <summary>One turn of a call as people look at it.</summary>
/// <param name="Item">The caller's entry.</param>
/// <param name="User">The caller's words.</param>
/// <param name="LastWord">End of the caller's last word.</param>
internal sealed record TalkTurn(ItemId Item, string User, CallPosition LastWord)
{
    /// <summary>The reply, once there is one.</summary>
    public ReplyId? Reply { get; set; }

    /// <summary>The agent's words that were heard.</summary>
    public string? Agent { get; set; }

    /// <summary>All words of the reply.</summary>
    public string? Written { get; set; }

    /// <summary>When the first sample of the reply was played.</summary>
    public CallPosition? FirstAudio { get; set; }

    /// <summary>How the reply ended.</summary>
    public ReplyOutcome? Outcome { get; set; }

    /// <summary>From the end of the caller's last word to the first sample played, in ms.</summary>
    public double? FirstAudioMs => FirstAudio is { } first ? (first - LastWord).TotalMilliseconds : null;

    /// <summary>Whether the caller cut the reply off.</summary>
    public bool Interrupted => Outcome == ReplyOutcome.Interrupted;
}
