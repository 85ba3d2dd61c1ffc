namespace MinMo.Models.OutputProjection;

/// <summary>Sizes of an <see cref="OutputProjectionModel"/>.</summary>
public sealed record OutputProjectionConfiguration
{
    /// <summary>Width of the language model: 3,584 in the paper.</summary>
    public int LanguageWidth { get; init; } = 256;

    /// <summary>Width of the voice language model: 896 in the paper.</summary>
    public int VoiceWidth { get; init; } = 256;

    /// <summary>Units of the language model that have a row of their own here, in place of a projection of its embedding;
    /// 0 as in the paper: all are projected.</summary>
    /// <remarks>The embedding of a small language model is near for words that mean or do the same, however they sound.</remarks>
    public int OwnUnits { get; init; }
}
