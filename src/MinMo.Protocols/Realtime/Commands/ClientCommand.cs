using System.Text.Json;
using System.Text.Json.Serialization;
using MinMo.Protocols.Realtime.Items;

namespace MinMo.Protocols.Realtime.Commands;

/// <summary>What a client says: one JSON object in one text frame.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(UpdateSessionCommand), "session.update")]
[JsonDerivedType(typeof(AppendAudioCommand), "input_audio_buffer.append")]
[JsonDerivedType(typeof(CommitAudioCommand), "input_audio_buffer.commit")]
[JsonDerivedType(typeof(ClearAudioCommand), "input_audio_buffer.clear")]
[JsonDerivedType(typeof(CreateItemCommand), "conversation.item.create")]
[JsonDerivedType(typeof(RetrieveItemCommand), "conversation.item.retrieve")]
[JsonDerivedType(typeof(TruncateItemCommand), "conversation.item.truncate")]
[JsonDerivedType(typeof(DeleteItemCommand), "conversation.item.delete")]
[JsonDerivedType(typeof(CreateResponseCommand), "response.create")]
[JsonDerivedType(typeof(CancelResponseCommand), "response.cancel")]
public abstract record ClientCommand
{
    /// <summary>The client's own name of the event, at most 512 characters; errors echo it.</summary>
    public string? EventId { get; init; }
}

/// <summary>Changes the session; only keys that are present count.</summary>
/// <param name="Session">An object, to be applied by <see cref="Session.SessionMerge"/>.</param>
public sealed record UpdateSessionCommand(JsonElement Session) : ClientCommand;

/// <summary>More audio of the caller, in the session's input format.</summary>
/// <param name="Audio">Of any length; PCM may be cut inside a sample.</param>
public sealed record AppendAudioCommand(byte[] Audio) : ClientCommand;

/// <summary>Ends the caller's turn.</summary>
public sealed record CommitAudioCommand : ClientCommand;

/// <summary>Drops the audio of the open turn.</summary>
public sealed record ClearAudioCommand : ClientCommand;

/// <summary>Puts a message into the conversation.</summary>
/// <param name="Item">The message.</param>
/// <param name="PreviousItemId">Behind which item; null appends, <c>root</c> puts it first.</param>
public sealed record CreateItemCommand(ConversationItem Item, string? PreviousItemId) : ClientCommand;

/// <summary>Asks for an item.</summary>
/// <param name="ItemId">Its name.</param>
public sealed record RetrieveItemCommand(string ItemId) : ClientCommand;

/// <summary>Says up to where a reply was heard.</summary>
/// <param name="ItemId">Its name.</param>
/// <param name="ContentIndex">Always 0.</param>
/// <param name="AudioEndMs">Audio heard of it, in ms.</param>
public sealed record TruncateItemCommand(string ItemId, int ContentIndex, int AudioEndMs) : ClientCommand;

/// <summary>Removes an item.</summary>
/// <param name="ItemId">Its name.</param>
public sealed record DeleteItemCommand(string ItemId) : ClientCommand;

/// <summary>Asks for a reply.</summary>
/// <param name="Response">What differs from the session in this reply; null: nothing.</param>
public sealed record CreateResponseCommand(ResponseRequest? Response) : ClientCommand;

/// <summary>Stops a reply.</summary>
/// <param name="ResponseId">Which; null: the one in progress.</param>
public sealed record CancelResponseCommand(string? ResponseId) : ClientCommand;
