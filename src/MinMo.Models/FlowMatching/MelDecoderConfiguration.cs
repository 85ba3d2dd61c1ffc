using MinMo.Models.MelSpeech;

namespace MinMo.Models.FlowMatching;

/// <summary>Sizes of a <see cref="MelDecoder"/>.</summary>
public sealed record MelDecoderConfiguration
{
    /// <summary>The regression that flow matching starts from.</summary>
    public MelPriorConfiguration Prior { get; init; } = new();

    /// <summary>Flow matching; with 0 steps the regression is the result.</summary>
    public FlowConfiguration Flow { get; init; } = new();
}
