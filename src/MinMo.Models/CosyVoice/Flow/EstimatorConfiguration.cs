namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Sizes of a <see cref="CausalEstimator"/>.</summary>
public sealed record EstimatorConfiguration
{
    /// <summary>Channels that come in: the frames, mu, the speaker and the condition (<c>in_channels</c>).</summary>
    public int Inputs { get; init; } = 320;

    /// <summary>Mel bands that go out (<c>out_channels</c>).</summary>
    public int Bands { get; init; } = 80;

    /// <summary>Channels inside (<c>channels</c>, of which there is one level).</summary>
    public int Width { get; init; } = 256;

    /// <summary>Width of a head (<c>attention_head_dim</c>).</summary>
    public int HeadSize { get; init; } = 64;

    /// <summary>Attention heads (<c>num_heads</c>); times <see cref="HeadSize"/> it need not be the width.</summary>
    public int Heads { get; init; } = 8;

    /// <summary>Transformer blocks of a stage (<c>n_blocks</c>).</summary>
    public int BlocksPerStage { get; init; } = 4;

    /// <summary>Stages between the one that goes down and the one that goes up (<c>num_mid_blocks</c>).</summary>
    public int MiddleStages { get; init; } = 12;

    /// <summary>Frames of a mask chunk (<c>static_chunk_size</c>); 0 for none.</summary>
    public int ChunkFrames { get; init; } = 50;

    /// <summary>Mask chunks before its own that a frame sees (<c>num_decoding_left_chunks</c>); negative for all.</summary>
    public int LeftChunks { get; init; } = -1;
}
