using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Whose voice is spoken: what stands before every utterance. The tensors stay the caller's.</summary>
/// <param name="Speaker">A speaker vector as the speaker model gives it, <c>[speaker width]</c>.</param>
public sealed record FlowPrompt(Tensor Speaker)
{
    /// <summary>Speech tokens of the prompt's audio; none for a speaker without prompt.</summary>
    public IReadOnlyList<int> Tokens { get; init; } = [];

    /// <summary>Mel frames of the same audio, <c>[bands, frames]</c>; null for none.</summary>
    public Tensor? Mel { get; init; }

    /// <summary>Noise of the frames from the prompt's first on, <c>[bands, n]</c>, which repeats behind its end; null for the
    /// one that the released model uses.</summary>
    public Tensor? Noise { get; init; }
}
