namespace MinMo.Models.Convolution;

/// <summary>What one stream brings to a batched step.</summary>
/// <param name="State">Of this stream; the step changes it.</param>
/// <param name="Frames">New frames (or tokens), at the start of the stream's row of the batch; may be 0 with
/// <paramref name="Last"/>.</param>
/// <param name="Last">Whether the stream ends here, so that zeros stand in for what looks ahead.</param>
public readonly record struct StreamChunk(ConvolutionState State, int Frames, bool Last);
