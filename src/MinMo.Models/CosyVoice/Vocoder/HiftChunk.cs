using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>What one utterance brings to a step of <see cref="StreamedVocoder"/>.</summary>
/// <param name="Stream">Of the utterance; the step changes it.</param>
/// <param name="Mel">New frames, <c>[bands, t]</c>; t may be 0 with <paramref name="Last"/>.</param>
/// <param name="Last">Whether the utterance ends here.</param>
public readonly record struct HiftChunk(HiftStream Stream, Tensor Mel, bool Last)
{
    /// <summary>Noise of the excitation in place of the stream's own, of all frames that are rendered (those remembered, then
    /// the new ones), <c>[n, sines]</c>.</summary>
    public Tensor? Noise { get; init; }
}
