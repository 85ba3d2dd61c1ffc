using MinMo.Audio.Spectra;

namespace MinMo.Models.SpeechEncoder;

/// <summary>Sizes and constants of a streaming speech encoder. The defaults are those of <c>nano-en</c>.</summary>
public sealed record SpeechEncoderConfiguration
{
    /// <summary>Mel bands of a frame of 10 ms.</summary>
    public int FeatureBands { get; init; } = 80;

    /// <summary>Frames side by side in one row, odd.</summary>
    public int StackedFrames { get; init; } = 7;

    /// <summary>Frames from one row to the next: 4 make rows of 40 ms.</summary>
    public int FrameStep { get; init; } = 4;

    /// <summary>Width of the rows inside and of those that come out, d.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Attention heads.</summary>
    public int HeadCount { get; init; } = 4;

    /// <summary>Inner width of the feed-forward parts.</summary>
    public int FeedForwardSize { get; init; } = 480;

    /// <summary>SAN-M layers.</summary>
    public int LayerCount { get; init; } = 6;

    /// <summary>Rows under the memory filters, odd.</summary>
    public int MemoryKernel { get; init; } = 11;

    /// <summary>Rows of the future that the first convolution sees: the encoder's whole look-ahead.</summary>
    public int LookAheadRows { get; init; } = 4;

    /// <summary>Rows of a chunk; a divisor of the look-ahead.</summary>
    public int ChunkRows { get; init; } = 2;

    /// <summary>Earlier chunks that attention sees.</summary>
    public int LeftChunks { get; init; } = 31;

    /// <summary>Mean of each mel band over the training speech, natural logarithm; empty for none.</summary>
    public IReadOnlyList<float> FeatureMean { get; init; } = [];

    /// <summary>Standard deviation of each mel band, as <see cref="FeatureMean"/>.</summary>
    public IReadOnlyList<float> FeatureDeviation { get; init; } = [];

    /// <summary>Deviations below the mean under which nothing is told apart: digital silence is as good as quiet.</summary>
    public float FeatureFloor { get; init; } = 3;

    /// <summary>Width of an input row.</summary>
    public int RowWidth => FeatureBands * StackedFrames;

    /// <summary>What attention sees.</summary>
    public ChunkView Chunks => new(ChunkRows, LeftChunks);

    /// <summary>Sizes of each layer.</summary>
    public SanmLayerSizes Layer
        => new(Width, Width, HeadCount, FeedForwardSize, MemoryKernel, (MemoryKernel - 1) / 2);

    /// <summary>The filter bank of the frames, at 16 kHz.</summary>
    public FilterBankSettings FilterBank => new(FeatureBands);
}
