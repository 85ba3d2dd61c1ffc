using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>How the beginning of a chunk is laid over the end of the one before: the halves of a symmetric Hamming window.
/// </summary>
/// <remarks>The reference's weights add up to about 1.08, not 1; so do these.</remarks>
internal static class CrossFade
{
    /// <summary>Both halves.</summary>
    /// <returns><c>[2 * overlap]</c>, float64.</returns>
    public static double[] Window(int overlap)
        => [.. Enumerable.Range(0, 2 * overlap).Select(n => 0.54 - (0.46 * Math.Cos(2 * Math.PI * n / ((2 * overlap) - 1))))];

    /// <summary>Fades, in float64.</summary>
    /// <param name="wave">The new chunk, <c>[b, n]</c>.</param>
    /// <param name="before">The end of the chunk before, <c>[b, overlap]</c>.</param>
    /// <param name="window">Both halves, <c>[2 * overlap]</c>, float64.</param>
    /// <returns><c>[b, n]</c>.</returns>
    public static Tensor Over(Tensor wave, Tensor before, Tensor window)
    {
        using var scope = NewDisposeScope();
        var overlap = window.shape[0] / 2;
        var begin = (wave.narrow(1, 0, overlap) * window.narrow(0, 0, overlap))
            + (before.narrow(1, before.shape[1] - overlap, overlap) * window.narrow(0, overlap, overlap));
        return cat([begin.to(wave.dtype), wave.narrow(1, overlap, wave.shape[1] - overlap)], 1).MoveToOuterDisposeScope();
    }
}
