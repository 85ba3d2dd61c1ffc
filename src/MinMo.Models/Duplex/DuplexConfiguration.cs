using System.Text.Json.Serialization;
using MinMo.Models.SpeechEncoder;

namespace MinMo.Models.Duplex;

/// <summary>Sizes of a duplex predictor. The defaults are those of <c>nano-en</c>.</summary>
public sealed record DuplexConfiguration
{
    /// <summary>Width of the language model's hidden states: 3,584 in the paper.</summary>
    public int LanguageWidth { get; init; } = 256;

    /// <summary>Width of the layer, d; the paper does not give it.</summary>
    public int Width { get; init; } = 192;

    /// <summary>Attention heads.</summary>
    public int HeadCount { get; init; } = 4;

    /// <summary>Inner width of the feed-forward part.</summary>
    public int FeedForwardSize { get; init; } = 576;

    /// <summary>Rows under the layer's memory filter, odd.</summary>
    public int MemoryKernel { get; init; } = 11;

    /// <summary>Earlier rows that attention sees: 5 s.</summary>
    public int LeftRows { get; init; } = 63;

    /// <summary>What attention sees: one row at a time, causal.</summary>
    [JsonIgnore]
    public ChunkView Chunks => new(1, LeftRows);

    /// <summary>Sizes of the layer.</summary>
    [JsonIgnore]
    public SanmLayerSizes Layer => new(Width, Width, HeadCount, FeedForwardSize, MemoryKernel, (MemoryKernel - 1) / 2);
}
