using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Abstractions.Streams;

/// <summary>What the conversation tells a gateway, in order.</summary>
/// <param name="At">When, on the call's sample clock.</param>
[GenerateSerializer, Immutable, Alias("minmo.output")]
public abstract record CallOutput([property: Id(0)] CallPosition At);

/// <summary>The caller began to speak.</summary>
/// <param name="At">When this was noticed.</param>
/// <param name="Item">Name of the turn's entry to come.</param>
/// <param name="Onset">Begin of the turn's audio, prefix padding included.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.speech-started")]
public sealed record SpeechStarted(
    CallPosition At, [property: Id(0)] ItemId Item, [property: Id(1)] CallPosition Onset) : CallOutput(At);

/// <summary>The caller's turn is over, or turned out to be none.</summary>
/// <param name="At">When this was decided.</param>
/// <param name="Item">The turn's entry.</param>
/// <param name="LastWord">End of the last speech heard.</param>
/// <param name="Dismissed">Whether it was noise or a back-channel and no turn follows.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.speech-stopped")]
public sealed record SpeechStopped(
    CallPosition At,
    [property: Id(0)] ItemId Item,
    [property: Id(1)] CallPosition LastWord,
    [property: Id(2)] bool Dismissed) : CallOutput(At);

/// <summary>The caller's turn has become an entry of the dialogue.</summary>
/// <param name="At">When.</param>
/// <param name="Item">The entry.</param>
/// <param name="Previous">The entry before it; null for the first.</param>
/// <param name="Text">The words; null when they are not known as text.</param>
/// <param name="Audio">Length of the turn's audio.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.turn-committed")]
public sealed record TurnCommitted(
    CallPosition At,
    [property: Id(0)] ItemId Item,
    [property: Id(1)] ItemId? Previous,
    [property: Id(2)] string? Text,
    [property: Id(3)] TimeSpan Audio) : CallOutput(At)
{
    /// <summary>Language, emotion and sounds; null where the ears hear nothing but words.</summary>
    [Id(4)]
    public SpeechTraits? Traits { get; init; }
}

/// <summary>A committed turn was taken back because the caller went on; a later commit holds all of it.</summary>
/// <param name="At">When.</param>
/// <param name="Item">The entry that is gone.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.turn-reopened")]
public sealed record TurnReopened(CallPosition At, [property: Id(0)] ItemId Item) : CallOutput(At);

/// <summary>A message was put into the dialogue or removed from it by the client.</summary>
/// <param name="At">When.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Previous">The entry before it; null for the first.</param>
/// <param name="Removed">Whether it was removed.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.dialogue-changed")]
public sealed record DialogueChanged(
    CallPosition At,
    [property: Id(0)] DialogueEntry Entry,
    [property: Id(1)] ItemId? Previous,
    [property: Id(2)] bool Removed) : CallOutput(At);

/// <summary>The agent has decided to answer.</summary>
/// <param name="At">When.</param>
/// <param name="Reply">The reply.</param>
/// <param name="Item">Its entry.</param>
/// <param name="Previous">The entry before it; null for the first.</param>
/// <param name="Metadata">What the request for it carried.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.reply-started")]
public sealed record ReplyStarted(
    CallPosition At,
    [property: Id(0)] ReplyId Reply,
    [property: Id(1)] ItemId Item,
    [property: Id(2)] ItemId? Previous,
    [property: Id(3)] string? Metadata) : CallOutput(At);

/// <summary>More words of the reply.</summary>
/// <param name="At">When.</param>
/// <param name="Reply">The reply.</param>
/// <param name="Text">The words, to be appended.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.reply-text")]
public sealed record ReplyTextProduced(
    CallPosition At, [property: Id(0)] ReplyId Reply, [property: Id(1)] string Text) : CallOutput(At);

/// <summary>More audio of the reply.</summary>
/// <param name="At">When.</param>
/// <param name="Reply">The reply.</param>
/// <param name="RateHz">Rate of the samples, in Hz.</param>
/// <param name="Samples">Mono PCM.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.audio")]
public sealed record AudioProduced(
    CallPosition At,
    [property: Id(0)] ReplyId Reply,
    [property: Id(1)] int RateHz,
    [property: Id(2)] short[] Samples) : CallOutput(At);

/// <summary>All audio of the reply has been produced; playing it may go on.</summary>
/// <param name="At">When.</param>
/// <param name="Reply">The reply.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.audio-ended")]
public sealed record ReplyAudioEnded(CallPosition At, [property: Id(0)] ReplyId Reply) : CallOutput(At);

/// <summary>Hold the reply's audio for a moment: the caller may be claiming the floor.</summary>
/// <param name="At">When.</param>
/// <param name="Reply">The reply.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.playout-paused")]
public sealed record PlayoutPaused(CallPosition At, [property: Id(0)] ReplyId Reply) : CallOutput(At);

/// <summary>Go on playing where it stopped.</summary>
/// <param name="At">When.</param>
/// <param name="Reply">The reply.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.playout-resumed")]
public sealed record PlayoutResumed(CallPosition At, [property: Id(0)] ReplyId Reply) : CallOutput(At);

/// <summary>Throw away the reply's audio that has not been played.</summary>
/// <param name="At">When.</param>
/// <param name="Reply">The reply.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.playout-flushed")]
public sealed record PlayoutFlushed(CallPosition At, [property: Id(0)] ReplyId Reply) : CallOutput(At);

/// <summary>The reply is over: said to its end and heard, or cut.</summary>
/// <param name="At">When.</param>
/// <param name="Reply">The reply.</param>
/// <param name="Item">Its entry.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Text">All words produced.</param>
/// <param name="Heard">The words the caller heard; these stay in the dialogue.</param>
/// <param name="Tokens">Tokens decoded.</param>
/// <param name="Latency">What it took.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.reply-ended")]
public sealed record ReplyEnded(
    CallPosition At,
    [property: Id(0)] ReplyId Reply,
    [property: Id(1)] ItemId Item,
    [property: Id(2)] ReplyOutcome Outcome,
    [property: Id(3)] string Text,
    [property: Id(4)] string Heard,
    [property: Id(5)] int Tokens,
    [property: Id(6)] TurnLatency Latency) : CallOutput(At);

/// <summary>An entry was cut to what the caller heard, after the client said so.</summary>
/// <param name="At">When.</param>
/// <param name="Item">The entry.</param>
/// <param name="Heard">Audio heard of it.</param>
/// <param name="Text">The words that stay.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.item-truncated")]
public sealed record ItemTruncated(
    CallPosition At, [property: Id(0)] ItemId Item, [property: Id(1)] TimeSpan Heard, [property: Id(2)] string Text)
    : CallOutput(At);

/// <summary>What the turn engine saw and in which state it is; one a tick.</summary>
/// <param name="At">End of the tick.</param>
/// <param name="Phase">The state.</param>
/// <param name="Speech">Probability of speech, 0 to 1.</param>
/// <param name="Evidence">The four classes.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.duplex")]
public sealed record DuplexObserved(
    CallPosition At,
    [property: Id(0)] TurnPhase Phase,
    [property: Id(1)] float Speech,
    [property: Id(2)] DuplexEvidence Evidence) : CallOutput(At);

/// <summary>What was thought of a pause, for people and for replay.</summary>
/// <param name="At">When.</param>
/// <param name="Text">The words so far.</param>
/// <param name="Complete">Probability that the turn is complete by prosody or by the model's own judgement, 0 to 1; null when it came
/// too late.</param>
/// <param name="StopMass">Mass of sentence-final punctuation behind the last word, 0 to 1.</param>
/// <param name="Wait">Silence to be waited from the last word on.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.pause-judged")]
public sealed record PauseJudged(
    CallPosition At,
    [property: Id(0)] string Text,
    [property: Id(1)] float? Complete,
    [property: Id(2)] float StopMass,
    [property: Id(3)] TimeSpan Wait) : CallOutput(At);

/// <summary>Lock step: all input up to here is dealt with and no step is outstanding.</summary>
/// <param name="At">Up to where.</param>
/// <param name="Inputs">Inputs taken in so far, this one included.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.settled")]
public sealed record InputSettled(CallPosition At, [property: Id(0)] long Inputs) : CallOutput(At);

/// <summary>A command could not be carried out; the call goes on.</summary>
/// <param name="At">When.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Explanation">One sentence that says what to do.</param>
/// <param name="CommandId">The client's own id of the command.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.command-refused")]
public sealed record CommandRefused(
    CallPosition At,
    [property: Id(0)] CommandProblem Problem,
    [property: Id(1)] string Explanation,
    [property: Id(2)] string? CommandId) : CallOutput(At);

/// <summary>The call moved to another place after its worker failed; nothing was lost.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.recovered")]
public sealed record SessionRecovered(CallPosition At, [property: Id(0)] string Reason) : CallOutput(At);

/// <summary>The call could not keep up with its caller and catches up: ticks are listened to together, and silence that
/// belongs to no turn is left out.</summary>
/// <param name="At">When.</param>
/// <param name="Lag">Audio that had been received and not listened to.</param>
/// <param name="MergedTicks">Ticks that are listened to in one step.</param>
/// <param name="DroppedTicks">Ticks of silence that are left out.</param>
/// <param name="LostTicks">Ticks that are left out whatever is in them, because they lie too far back.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.fell-behind")]
public sealed record ListeningFellBehind(
    CallPosition At,
    [property: Id(0)] TimeSpan Lag,
    [property: Id(1)] int MergedTicks,
    [property: Id(2)] int DroppedTicks,
    [property: Id(3)] int LostTicks) : CallOutput(At);

/// <summary>The grain of the call goes while the call lasts, because it is moved or its silo stops: a further start goes on
/// from the dialogue. A reply that was begun is not ended any more.</summary>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.suspended")]
public sealed record CallSuspended(CallPosition At) : CallOutput(At);

/// <summary>The call is over; nothing follows.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("minmo.output.ended")]
public sealed record CallEnded(CallPosition At, [property: Id(0)] string Reason) : CallOutput(At);
