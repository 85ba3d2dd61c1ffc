namespace MinMo.Abstractions.Engine;

/// <summary>What one block of speech says.</summary>
[GenerateSerializer, Immutable, Alias("minmo.voice-block")]
public abstract record VoiceBlock;

/// <summary>A clause of text, for voices that read text (Piper).</summary>
/// <param name="Text">The clause with its punctuation.</param>
[GenerateSerializer, Immutable, Alias("minmo.voice-block.clause")]
public sealed record ClauseBlock([property: Id(0)] string Text) : VoiceBlock;
