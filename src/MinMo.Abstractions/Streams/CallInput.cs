using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;

namespace MinMo.Abstractions.Streams;

/// <summary>What a gateway tells the conversation, in order.</summary>
[GenerateSerializer, Immutable, Alias("minmo.input")]
public abstract record CallInput;

/// <summary>Caller audio.</summary>
/// <param name="From">Position of the first sample; equals the end of the audio before. A gap counts as silence.</param>
/// <param name="Samples">16 kHz mono PCM, any length (20 ms = 320 samples is usual).</param>
[GenerateSerializer, Immutable, Alias("minmo.input.audio")]
public sealed record AudioReceived([property: Id(0)] CallPosition From, [property: Id(1)] short[] Samples) : CallInput;

/// <summary>How far the caller has heard a reply. Sent at least every 100 ms while audio plays, and at its end.</summary>
/// <param name="Reply">The reply.</param>
/// <param name="PlayedSamples">Samples of it played so far, at the voice's rate.</param>
/// <param name="Drained">Whether nothing is left to play.</param>
[GenerateSerializer, Immutable, Alias("minmo.input.playout")]
public sealed record PlayoutReported(
    [property: Id(0)] ReplyId Reply, [property: Id(1)] long PlayedSamples, [property: Id(2)] bool Drained) : CallInput;

/// <summary>Ends the caller's turn as it stands (manual turns).</summary>
/// <param name="Item">Name for the new entry; null lets the engine choose.</param>
/// <param name="CommandId">The client's own id, echoed in an error.</param>
[GenerateSerializer, Immutable, Alias("minmo.input.commit")]
public sealed record TurnCommitRequested([property: Id(0)] ItemId? Item, [property: Id(1)] string? CommandId)
    : CallInput;

/// <summary>Drops the audio of the open turn.</summary>
[GenerateSerializer, Immutable, Alias("minmo.input.clear")]
public sealed record InputClearRequested : CallInput;

/// <summary>Asks for a reply to the dialogue as it stands.</summary>
/// <param name="Instructions">System prompt of this reply only; null keeps the call's.</param>
/// <param name="Settings">Wording of this reply only; null keeps the call's.</param>
/// <param name="Metadata">Opaque text handed through to the reply's events.</param>
/// <param name="CommandId">The client's own id, echoed in an error.</param>
[GenerateSerializer, Immutable, Alias("minmo.input.reply")]
public sealed record ReplyRequested(
    [property: Id(0)] string? Instructions,
    [property: Id(1)] ReplySettings? Settings,
    [property: Id(2)] string? Metadata,
    [property: Id(3)] string? CommandId) : CallInput;

/// <summary>Stops the reply.</summary>
/// <param name="Reply">Which one; null means the one in progress.</param>
/// <param name="CommandId">The client's own id, echoed in an error.</param>
[GenerateSerializer, Immutable, Alias("minmo.input.cancel")]
public sealed record ReplyCancelRequested([property: Id(0)] ReplyId? Reply, [property: Id(1)] string? CommandId)
    : CallInput;

/// <summary>Puts a message into the dialogue.</summary>
/// <param name="Item">Its name.</param>
/// <param name="Role">Who says it.</param>
/// <param name="Text">The words.</param>
/// <param name="After">Behind which entry; null appends.</param>
/// <param name="CommandId">The client's own id, echoed in an error.</param>
[GenerateSerializer, Immutable, Alias("minmo.input.message")]
public sealed record MessageAdded(
    [property: Id(0)] ItemId Item,
    [property: Id(1)] DialogueRole Role,
    [property: Id(2)] string Text,
    [property: Id(3)] ItemId? After,
    [property: Id(4)] string? CommandId) : CallInput;

/// <summary>Removes an entry from the dialogue.</summary>
/// <param name="Item">Which one.</param>
/// <param name="CommandId">The client's own id, echoed in an error.</param>
[GenerateSerializer, Immutable, Alias("minmo.input.delete")]
public sealed record ItemDeleteRequested([property: Id(0)] ItemId Item, [property: Id(1)] string? CommandId)
    : CallInput;

/// <summary>Says up to where a reply was heard by a client that plays by itself.</summary>
/// <param name="Item">The reply's entry.</param>
/// <param name="Heard">Audio heard of it.</param>
/// <param name="CommandId">The client's own id, echoed in an error.</param>
[GenerateSerializer, Immutable, Alias("minmo.input.truncate")]
public sealed record ItemTruncateRequested(
    [property: Id(0)] ItemId Item, [property: Id(1)] TimeSpan Heard, [property: Id(2)] string? CommandId) : CallInput;

/// <summary>Changes the settings from here on. Bundle, tenant and lock step are fixed for the call's life.</summary>
/// <param name="Settings">All settings.</param>
[GenerateSerializer, Immutable, Alias("minmo.input.settings")]
public sealed record SettingsChanged([property: Id(0)] CallSettings Settings) : CallInput;

/// <summary>The caller has gone.</summary>
[GenerateSerializer, Immutable, Alias("minmo.input.hang-up")]
public sealed record HungUp : CallInput;
