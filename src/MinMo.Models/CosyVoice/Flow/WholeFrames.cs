using MinMo.Models.Convolution;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Whole sequences from their first to their last position, with padding behind the shorter ones.</summary>
public sealed class WholeFrames : FrameContext, IDisposable
{
    private ChunkMask _chunks;
    private int _length;
    private int[] _lengths;
    private Tensor? _mask;

    /// <summary>Prepares for a batch.</summary>
    /// <param name="lengths">Positions of each sequence.</param>
    /// <param name="chunks">Which of them a position sees.</param>
    public WholeFrames(IReadOnlyList<int> lengths, ChunkMask chunks)
    {
        (_lengths, _chunks, _length) = ([.. lengths], chunks, lengths.Max());
        MakeMask();
    }

    /// <inheritdoc/>
    protected override ConvolutionContext Convolutions => ConvolutionContext.Whole;

    /// <inheritdoc/>
    public void Dispose() => _mask?.Dispose();

    internal override Tensor Attend(Tensor query, Tensor key, Tensor value, Attention attention)
        => attention(query, key, value, _mask?.to(query.device));

    internal override void Repeat(int factor)
    {
        base.Repeat(factor);
        (_lengths, _chunks, _length) = ([.. _lengths.Select(own => own * factor)], _chunks.Repeat(factor), _length * factor);
        MakeMask();
    }

    private void MakeMask()
    {
        _mask?.Dispose();
        var everything = (_chunks.Chunk == 0 || _chunks.Chunk >= _length) && _lengths.All(own => own == _length);
        _mask = everything ? null : _chunks.Of(_length, _lengths).unsqueeze(1).DetachFromDisposeScope(); // [b, 1, t, t]
    }
}
