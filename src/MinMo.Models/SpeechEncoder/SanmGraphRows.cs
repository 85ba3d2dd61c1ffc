using MinMo.Models.OnnxGraphs;

namespace MinMo.Models.SpeechEncoder;

/// <summary>How the rows of a step lie.</summary>
/// <param name="Lanes">Which lanes step, int64 <c>[n]</c>.</param>
/// <param name="Split">The shape of rows split into heads, int64: <c>n, t, h, e</c>.</param>
/// <param name="Windows">Which rows are under a memory filter for each new row, int64 <c>[t, kernel]</c>.</param>
internal readonly record struct SanmGraphRows(OnnxValue Lanes, OnnxValue Split, OnnxValue Windows)
{
    /// <summary>Always so many rows.</summary>
    public static SanmGraphRows Fixed(OnnxGraphBuilder builder, SanmStack stack, OnnxValue lanes, int rows) => new(
        lanes,
        builder.Integers(-1, rows, stack.Sizes.Heads, stack.HeadSize),
        builder.IntegerTable(WindowsOf(rows, stack.Sizes.MemoryKernel), rows, stack.Sizes.MemoryKernel));

    /// <summary>The rows under a filter: <paramref name="kernel"/> from each row on, every <paramref name="step"/> rows.</summary>
    /// <returns><c>[rows, kernel]</c>.</returns>
    public static long[] WindowsOf(int rows, int kernel, int step = 1)
        => [.. Enumerable.Range(0, rows * kernel).Select(place => (long)((place / kernel * step) + (place % kernel)))];
}
