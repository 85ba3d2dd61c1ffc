namespace MinMo.Abstractions.Engine;

/// <summary>What one block of speech says.</summary>
[GenerateSerializer, Immutable, Alias("minmo.voice-block")]
public abstract record VoiceBlock;

/// <summary>A clause of text, for voices that read text (Piper).</summary>
/// <param name="Text">The clause with its punctuation.</param>
[GenerateSerializer, Immutable, Alias("minmo.voice-block.clause")]
public sealed record ClauseBlock([property: Id(0)] string Text) : VoiceBlock;

/// <summary>
/// Tokens of a reply with the hidden states that the worker keeps of them, for voices that speak what the language model
/// thinks (minmo, paper section 3.2). A block of several tokens gives one block of speech; the speech that the text
/// leaves over comes from blocks without tokens, until <see cref="SpeakResult.Complete"/>.
/// </summary>
/// <param name="Lane">The lane they were decoded in.</param>
/// <param name="Ends">Positions behind each token, in order; at most <see cref="EngineDescription.VoiceBlockTokens"/>.</param>
/// <param name="First">Whether a new utterance begins; what was left of the one before is dropped.</param>
/// <param name="Last">Whether no tokens follow.</param>
[GenerateSerializer, Immutable, Alias("minmo.voice-block.tokens")]
public sealed record TokenBlock(
    [property: Id(0)] LaneHandle Lane, [property: Id(1)] LanePosition[] Ends, [property: Id(2)] bool First,
    [property: Id(3)] bool Last) : VoiceBlock;
