namespace MinMo.Models.Whisper;

/// <summary>A part of an utterance that fits one window.</summary>
/// <param name="Utterance">Index of the utterance.</param>
/// <param name="Samples">16 kHz.</param>
internal sealed record WhisperPart(int Utterance, ReadOnlyMemory<float> Samples);
