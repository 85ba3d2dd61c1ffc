namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Sizes of an <see cref="UpsampleConformer"/>.</summary>
public sealed record ConformerConfiguration
{
    /// <summary>Channels, also of its convolutions (<c>output_size</c>).</summary>
    public int Width { get; init; } = 512;

    /// <summary>Attention heads (<c>attention_heads</c>).</summary>
    public int Heads { get; init; } = 8;

    /// <summary>Channels inside a feed-forward layer (<c>linear_units</c>).</summary>
    public int HiddenWidth { get; init; } = 2048;

    /// <summary>Blocks at the rate of tokens (<c>num_blocks</c>).</summary>
    public int BlockCount { get; init; } = 6;

    /// <summary>Blocks at the rate of frames; not in the YAML, a constant of the public code.</summary>
    public int UpBlockCount { get; init; } = 4;

    /// <summary>Tokens that the only look-ahead sees (<c>pre_lookahead_len</c>).</summary>
    public int LookAhead { get; init; } = 3;

    /// <summary>Frames that each token becomes; 2 in the public code.</summary>
    public int FramesPerToken { get; init; } = 2;

    /// <summary>Tokens of a mask chunk (<c>static_chunk_size</c>); 0 for none.</summary>
    public int ChunkTokens { get; init; } = 25;
}
