namespace MinMo.Models.SenseVoice;

/// <summary>What shall be recognized.</summary>
/// <param name="Samples">Mono, −1 … 1, at the front end's rate.</param>
/// <param name="Language">What is spoken; <c>auto</c> if the model shall find out.</param>
/// <param name="UsesInverseNormalization">Whether numbers are written as digits, with punctuation.</param>
public sealed record SenseVoiceUtterance(
    ReadOnlyMemory<float> Samples, string Language = "auto", bool UsesInverseNormalization = false)
{
    /// <summary>Whether the model must decide for an emotion.</summary>
    public bool BansUnknownEmotion { get; init; }

    /// <summary>Whether the times of the words are wanted.</summary>
    public bool WantsWordTimes { get; init; }
}
