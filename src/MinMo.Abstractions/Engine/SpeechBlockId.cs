namespace MinMo.Abstractions.Engine;

/// <summary>Names a block of speech of one session.</summary>
/// <param name="Value">Counts up from 1 within the session.</param>
[GenerateSerializer, Immutable, Alias("minmo.speech-block-id")]
public readonly record struct SpeechBlockId([property: Id(0)] int Value);
