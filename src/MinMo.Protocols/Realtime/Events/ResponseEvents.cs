using MinMo.Protocols.Realtime.Items;

namespace MinMo.Protocols.Realtime.Events;

/// <summary>A reply begins.</summary>
/// <param name="Response">As it stands.</param>
public sealed record ResponseCreatedEvent(ResponseState Response) : ServerEvent;

/// <summary>A reply is over; exactly one for each that began.</summary>
/// <param name="Response">As it stands.</param>
public sealed record ResponseDoneEvent(ResponseState Response) : ServerEvent;

/// <summary>Part of one reply.</summary>
public abstract record ResponsePieceEvent : ServerEvent
{
    /// <summary>The reply.</summary>
    public required string ResponseId { get; init; }

    /// <summary>Always 0: a reply has one item.</summary>
    public int OutputIndex { get; init; }
}

/// <summary>The reply's item begins.</summary>
/// <param name="Item">As it stands.</param>
public sealed record OutputItemAddedEvent(ConversationItem Item) : ResponsePieceEvent;

/// <summary>The reply's item is complete.</summary>
/// <param name="Item">As it stands.</param>
public sealed record OutputItemDoneEvent(ConversationItem Item) : ResponsePieceEvent;

/// <summary>Part of the content of one reply.</summary>
public abstract record ResponseContentEvent : ResponsePieceEvent
{
    /// <summary>The reply's item.</summary>
    public required string ItemId { get; init; }

    /// <summary>Always 0: an item has one part.</summary>
    public int ContentIndex { get; init; }
}

/// <summary>The item's content begins.</summary>
/// <param name="Part">As it stands.</param>
public sealed record ContentPartAddedEvent(ResponsePart Part) : ResponseContentEvent;

/// <summary>The item's content is complete.</summary>
/// <param name="Part">As it stands.</param>
public sealed record ContentPartDoneEvent(ResponsePart Part) : ResponseContentEvent;

/// <summary>Words of a written reply.</summary>
/// <param name="Delta">The words, to be appended.</param>
public sealed record OutputTextDeltaEvent(string Delta) : ResponseContentEvent;

/// <summary>All words of a written reply.</summary>
/// <param name="Text">The words.</param>
public sealed record OutputTextDoneEvent(string Text) : ResponseContentEvent;

/// <summary>Words of a spoken reply.</summary>
/// <param name="Delta">The words, to be appended.</param>
public sealed record TranscriptDeltaEvent(string Delta) : ResponseContentEvent;

/// <summary>All words of a spoken reply.</summary>
/// <param name="Transcript">The words.</param>
public sealed record TranscriptDoneEvent(string Transcript) : ResponseContentEvent;

/// <summary>Audio of a spoken reply.</summary>
/// <param name="Delta">In the response's format.</param>
public sealed record AudioDeltaEvent(ReadOnlyMemory<byte> Delta) : ResponseContentEvent;

/// <summary>All audio of a spoken reply was sent.</summary>
public sealed record AudioDoneEvent : ResponseContentEvent;
