using System.Text.Json.Serialization;
using MinMo.Protocols.Realtime.Items;

namespace MinMo.Protocols.Realtime.Events;

/// <summary>An item begins to exist.</summary>
/// <param name="Item">As it stands.</param>
/// <param name="PreviousItemId">The item before it; null for the first.</param>
public sealed record ItemAddedEvent(
    ConversationItem Item,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? PreviousItemId) : ServerEvent;

/// <summary>An item is complete.</summary>
/// <param name="Item">As it stands.</param>
/// <param name="PreviousItemId">The item before it; null for the first.</param>
public sealed record ItemDoneEvent(
    ConversationItem Item,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? PreviousItemId) : ServerEvent;

/// <summary>An item is gone.</summary>
/// <param name="ItemId">Its name.</param>
public sealed record ItemDeletedEvent(string ItemId) : ServerEvent;

/// <summary>Answers a request for an item.</summary>
/// <param name="Item">As it stands, without audio.</param>
public sealed record ItemRetrievedEvent(ConversationItem Item) : ServerEvent;

/// <summary>A reply was cut to what the caller heard.</summary>
/// <param name="ItemId">Its name.</param>
/// <param name="ContentIndex">Always 0.</param>
/// <param name="AudioEndMs">Audio heard of it, in ms.</param>
public sealed record ItemTruncatedEvent(string ItemId, int ContentIndex, int AudioEndMs) : ServerEvent;

/// <summary>Words of the caller's turn.</summary>
/// <param name="ItemId">The turn's item.</param>
/// <param name="ContentIndex">Always 0.</param>
/// <param name="Delta">The words, to be appended.</param>
public sealed record TranscriptionDeltaEvent(string ItemId, int ContentIndex, string Delta) : ServerEvent;

/// <summary>All words of the caller's turn.</summary>
/// <param name="ItemId">The turn's item.</param>
/// <param name="ContentIndex">Always 0.</param>
/// <param name="Transcript">The words.</param>
/// <param name="Usage">What it cost.</param>
public sealed record TranscriptionCompletedEvent(
    string ItemId, int ContentIndex, string Transcript, TranscriptionUsage Usage) : ServerEvent;

/// <summary>What a transcription cost.</summary>
/// <param name="Seconds">Length of the audio, rounded up: the .NET client reads whole numbers only.</param>
public sealed record TranscriptionUsage(int Seconds)
{
    /// <summary>Always <c>duration</c>.</summary>
    public string Type { get; } = "duration";
}
