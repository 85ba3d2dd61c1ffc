using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Which positions a position sees: those of its own mask chunk and of the chunks before it, but no padding.
/// </summary>
/// <remarks>CosyVoice 2 (arXiv 2412.10117), section 2.4; mask chunks are counted from the first position of the sequence.
/// </remarks>
/// <param name="Chunk">Positions of a mask chunk; 0: everything is seen.</param>
/// <param name="Left">Mask chunks before its own that a position sees; negative: all.</param>
public readonly record struct ChunkMask(int Chunk, int Left = -1)
{
    /// <summary>Full attention.</summary>
    public static ChunkMask None => default;

    /// <summary>The mask where each position has become several.</summary>
    public ChunkMask Repeat(int factor) => this with { Chunk = Chunk * factor };

    /// <summary>The mask of sequences with padding behind them.</summary>
    /// <param name="length">Positions of the longest.</param>
    /// <param name="lengths">Positions of each.</param>
    /// <returns>Truth values, <c>[b, query, key]</c>.</returns>
    public Tensor Of(int length, IReadOnlyList<int> lengths)
    {
        using var scope = NewDisposeScope();
        var key = arange(length, ScalarType.Int64).view(1, 1, length);                                    // [1, 1, t]
        var mask = key.lt(tensor([.. lengths.Select(static own => (long)own)]).view(-1, 1, 1));           // [b, 1, t]
        if (Chunk == 0)
        {
            return mask.expand(-1, length, -1).clone().MoveToOuterDisposeScope();
        }

        var chunks = arange(length, ScalarType.Int64).div(Chunk, RoundingMode.floor);                     // [t]
        var (query, seen) = (chunks.view(1, length, 1), chunks.view(1, 1, length));
        mask = mask.logical_and(seen.le(query));                                                          // [b, t, t]
        return (Left < 0 ? mask : mask.logical_and(seen.ge(query - Left))).MoveToOuterDisposeScope();
    }
}
