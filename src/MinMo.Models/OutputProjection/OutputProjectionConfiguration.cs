namespace MinMo.Models.OutputProjection;

/// <summary>Sizes of an <see cref="OutputProjectionModel"/>.</summary>
public sealed record OutputProjectionConfiguration
{
    /// <summary>Width of the language model: 3,584 in the paper.</summary>
    public int LanguageWidth { get; init; } = 256;

    /// <summary>Width of the voice language model: 896 in the paper.</summary>
    public int VoiceWidth { get; init; } = 256;
}
