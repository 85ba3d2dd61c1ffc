using MinMo.Models.SpeechTokens;

namespace MinMo.Models.MelSpeech;

/// <summary>Sizes of a <see cref="MelPrior"/>.</summary>
public sealed record MelPriorConfiguration
{
    /// <summary>The frames it makes.</summary>
    public MelConfiguration Mel { get; init; } = new();

    /// <summary>The tokens it reads.</summary>
    public FiniteScalarQuantizer Quantizer { get; init; } = new();

    /// <summary>Mel frames of one token.</summary>
    public int FramesPerToken { get; init; } = 2;

    /// <summary>Tokens that it sees ahead.</summary>
    public int LookAhead { get; init; } = 3;

    /// <summary>Channels at the rate of tokens.</summary>
    public int TokenWidth { get; init; } = 256;

    /// <summary>Blocks at that rate.</summary>
    public int TokenBlocks { get; init; } = 2;

    /// <summary>Channels at the rate of mel frames.</summary>
    public int FrameWidth { get; init; } = 192;

    /// <summary>Blocks at that rate.</summary>
    public int FrameBlocks { get; init; } = 4;

    /// <summary>Channels inside a block's perceptron, as a multiple of its width.</summary>
    public int HiddenFactor { get; init; } = 3;
}
