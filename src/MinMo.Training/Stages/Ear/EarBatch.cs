using static TorchSharp.torch;

namespace MinMo.Training.Stages.Ear;

/// <summary>A batch of utterances as the encoder reads them.</summary>
/// <param name="Rows">Stacked frames, <c>[b, t, row width]</c>, zero past each length.</param>
/// <param name="Lengths">Rows of each utterance.</param>
/// <param name="Indices">Which utterances.</param>
internal sealed record EarBatch(Tensor Rows, int[] Lengths, int[] Indices)
{
    /// <summary>Rows of the batch.</summary>
    public int RowCount => (int)Rows.shape[1];
}
