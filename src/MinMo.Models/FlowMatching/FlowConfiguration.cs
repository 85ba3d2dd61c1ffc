using MinMo.Models.MelSpeech;

namespace MinMo.Models.FlowMatching;

/// <summary>Sizes of a <see cref="FlowEstimator"/> and how it is solved.</summary>
public sealed record FlowConfiguration
{
    /// <summary>The frames it makes.</summary>
    public MelConfiguration Mel { get; init; } = new();

    /// <summary>Channels.</summary>
    public int Width { get; init; } = 128;

    /// <summary>Channels inside a block's perceptron, as a multiple of the width.</summary>
    public int HiddenFactor { get; init; } = 3;

    /// <summary>Blocks.</summary>
    public int BlockCount { get; init; } = 5;

    /// <summary>Width of the time embedding; even.</summary>
    public int TimeWidth { get; init; } = 64;

    /// <summary>Euler steps from noise to frames; 0 takes the prior's frames as they are.</summary>
    public int Steps { get; init; } = 4;

    /// <summary>Strength of classifier-free guidance; 0 halves the work.</summary>
    public double Guidance { get; init; } = 0.7;

    /// <summary>Deviation of the noise that solving starts from.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Chooses the noise, which is a function of the frame's number alone.</summary>
    public int NoiseSeed { get; init; }
}
