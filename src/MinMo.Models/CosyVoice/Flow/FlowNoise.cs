using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>The noise that solving starts from: a fixed table, so that a frame's noise depends on its number alone.
/// </summary>
public static class FlowNoise
{
    /// <summary>Frames of the released model's table: five minutes.</summary>
    public const int ReleasedFrames = 15_000;

    /// <summary>Draws a table from libtorch's CPU generator, as the reference does with seed 0.</summary>
    /// <returns><c>[bands, frames]</c>, in the caller's scope.</returns>
    public static Tensor Draw(ulong seed, int bands, int frames)
    {
        using var generator = new Generator(seed);
        return randn([bands, frames], generator: generator);
    }

    /// <summary>The noise of some frames; it repeats behind the end of the table.</summary>
    /// <param name="table"><c>[bands, n]</c>.</param>
    /// <param name="first">Number of the first frame.</param>
    /// <param name="count">Frames.</param>
    /// <returns><c>[bands, count]</c>.</returns>
    internal static Tensor Of(Tensor table, long first, long count)
    {
        using var scope = NewDisposeScope();
        var length = table.shape[1];
        return first + count <= length
            ? table.narrow(1, first, count).MoveToOuterDisposeScope()
            : table.index_select(1, (arange(count, ScalarType.Int64) + first).remainder(length)).MoveToOuterDisposeScope();
    }
}
