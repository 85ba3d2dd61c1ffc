namespace MinMo.Models.Vocoder;

/// <summary>What one stream brings to a batched step of the vocoder.</summary>
/// <param name="State">Of this stream; the step changes it.</param>
/// <param name="Frames">New mel frames; may be 0 with <paramref name="Last"/>.</param>
/// <param name="Last">Whether the stream ends here.</param>
public readonly record struct VocoderChunk(VocoderState State, int Frames, bool Last);
