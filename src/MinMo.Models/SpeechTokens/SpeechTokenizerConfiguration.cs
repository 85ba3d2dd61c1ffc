using MinMo.Models.MelSpeech;

namespace MinMo.Models.SpeechTokens;

/// <summary>Sizes of a <see cref="SpeechTokenizer"/>.</summary>
public sealed record SpeechTokenizerConfiguration
{
    /// <summary>The frames it reads.</summary>
    public MelConfiguration Mel { get; init; } = new();

    /// <summary>What makes tokens of its outputs.</summary>
    public FiniteScalarQuantizer Quantizer { get; init; } = new();

    /// <summary>Channels at the rate of mel frames.</summary>
    public int FrameWidth { get; init; } = 192;

    /// <summary>Blocks at that rate.</summary>
    public int FrameBlocks { get; init; } = 2;

    /// <summary>Channels at the rate of tokens.</summary>
    public int TokenWidth { get; init; } = 256;

    /// <summary>Blocks at that rate.</summary>
    public int TokenBlocks { get; init; } = 2;

    /// <summary>Channels inside a block's perceptron, as a multiple of its width.</summary>
    public int HiddenFactor { get; init; } = 3;
}
