namespace MinMo.Models.SileroVad;

/// <summary>A stretch of speech, in chunks of 32 ms from the start of the stream.</summary>
/// <param name="Start">First chunk of speech.</param>
/// <param name="End">The chunk after the last.</param>
public readonly record struct SpeechSegment(long Start, long End);
