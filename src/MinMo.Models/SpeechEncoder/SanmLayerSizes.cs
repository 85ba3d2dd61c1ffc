namespace MinMo.Models.SpeechEncoder;

/// <summary>Sizes of one SAN-M layer.</summary>
/// <param name="Inputs">Width of the rows that come in; if it is not <paramref name="Width"/>, there is no residual
/// around the attention.</param>
/// <param name="Width">Width of the rows that go out.</param>
/// <param name="Heads">Attention heads; a divisor of <paramref name="Width"/>.</param>
/// <param name="FeedForward">Inner width of the feed-forward part.</param>
/// <param name="MemoryKernel">Rows under the memory branch's filter.</param>
/// <param name="MemoryShift">How many rows the filter is moved into the past: half of the kernel makes it causal.</param>
public sealed record SanmLayerSizes(
    int Inputs, int Width, int Heads, int FeedForward, int MemoryKernel = 11, int MemoryShift = 0)
{
    /// <summary>Rows of the past under the filter.</summary>
    public int MemoryLeft => ((MemoryKernel - 1) / 2) + Math.Max(MemoryShift, 0);

    /// <summary>Rows of the future under the filter.</summary>
    public int MemoryRight => MemoryKernel - 1 - MemoryLeft;
}
