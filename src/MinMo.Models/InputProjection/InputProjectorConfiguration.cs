using MinMo.Models.SpeechEncoder;

namespace MinMo.Models.InputProjection;

/// <summary>Sizes of an input projector. The defaults are those of <c>nano-en</c>.</summary>
public sealed record InputProjectorConfiguration
{
    /// <summary>Width of the encoder's rows.</summary>
    public int Inputs { get; init; } = 256;

    /// <summary>Width of the language model, d.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Layers behind the convolution; the paper has 2.</summary>
    public int LayerCount { get; init; } = 2;

    /// <summary>Attention heads.</summary>
    public int HeadCount { get; init; } = 4;

    /// <summary>Inner width of the feed-forward parts.</summary>
    public int FeedForwardSize { get; init; } = 640;

    /// <summary>Rows under the layers' memory filters, odd.</summary>
    public int MemoryKernel { get; init; } = 11;

    /// <summary>Earlier rows that attention sees.</summary>
    public int LeftRows { get; init; } = 63;

    /// <summary>Units of the language model, V.</summary>
    public int VocabularySize { get; init; }

    /// <summary>The unit of rows that say nothing.</summary>
    public int Blank { get; init; }

    /// <summary>What attention sees: one row at a time, causal.</summary>
    public ChunkView Chunks => new(1, LeftRows);

    /// <summary>Sizes of each layer.</summary>
    public SanmLayerSizes Layer => new(Width, Width, HeadCount, FeedForwardSize, MemoryKernel, (MemoryKernel - 1) / 2);
}
