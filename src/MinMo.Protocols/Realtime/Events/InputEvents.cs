using System.Text.Json.Serialization;

namespace MinMo.Protocols.Realtime.Events;

/// <summary>The caller began to speak; a client that plays a reply falls silent.</summary>
/// <param name="ItemId">Name of the turn's item to come.</param>
/// <param name="AudioStartMs">Begin of the turn in all audio sent, prefix padding included.</param>
public sealed record SpeechStartedEvent(string ItemId, int AudioStartMs) : ServerEvent;

/// <summary>The caller's turn is over.</summary>
/// <param name="ItemId">The turn's item.</param>
/// <param name="AudioEndMs">End of the turn in all audio sent.</param>
public sealed record SpeechStoppedEvent(string ItemId, int AudioEndMs) : ServerEvent;

/// <summary>The caller's turn has become an item.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="PreviousItemId">The item before it; null for the first.</param>
public sealed record AudioCommittedEvent(
    string ItemId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? PreviousItemId) : ServerEvent;

/// <summary>The audio of the open turn was dropped.</summary>
public sealed record AudioClearedEvent : ServerEvent;
