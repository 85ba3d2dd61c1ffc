using MinMo.Models.MelSpeech;

namespace MinMo.Models.Vocoder;

/// <summary>Sizes of a <see cref="SpectralVocoder"/>.</summary>
public sealed record VocoderConfiguration
{
    /// <summary>The mel frames it renders; window and hop are also those of its output.</summary>
    public MelConfiguration Mel { get; init; } = new();

    /// <summary>Channels of the backbone.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Channels inside the perceptron of a block.</summary>
    public int HiddenWidth { get; init; } = 768;

    /// <summary>Blocks.</summary>
    public int BlockCount { get; init; } = 5;

    /// <summary>Frames that the first convolution sees.</summary>
    public int InputKernel { get; init; } = 5;

    /// <summary>How many of these are in the future: the only look-ahead.</summary>
    public int LookAhead { get; init; } = 2;

    /// <summary>Frames that the depthwise convolution of a block sees, all in the past.</summary>
    public int BlockKernel { get; init; } = 7;
}
