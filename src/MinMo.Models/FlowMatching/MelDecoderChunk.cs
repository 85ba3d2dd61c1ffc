namespace MinMo.Models.FlowMatching;

/// <summary>What one stream brings to a batched step of the decoder.</summary>
/// <param name="State">Of this stream; the step changes it.</param>
/// <param name="Tokens">New speech tokens; may be 0 with <paramref name="Last"/>.</param>
/// <param name="Last">Whether the stream ends here.</param>
public readonly record struct MelDecoderChunk(MelDecoderState State, int Tokens, bool Last);
