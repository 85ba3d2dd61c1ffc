namespace MinMo.Models.CosyVoice.Flow;

/// <summary>What one row of a batch brings to a pass of <see cref="StreamedFrames"/>.</summary>
/// <param name="Memory">Of the row's stream; the pass changes it when it commits.</param>
/// <param name="Length">New positions: a mask chunk, or the rest of the stream.</param>
internal readonly record struct StreamRow(LayerMemory Memory, int Length);
