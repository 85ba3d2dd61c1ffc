namespace MinMo.Models.CosyVoice.Prompts;

/// <summary>What the models get for a request.</summary>
/// <param name="Calls">Of the language model, one after the other; each one's tokens go to the flow by themselves.</param>
/// <param name="Voice">What the flow imitates; a voice without recording has no tokens and no frames.</param>
public sealed record SpeakingPlan(IReadOnlyList<LanguageCall> Calls, PromptAudio Voice)
{
    /// <summary>Speech tokens that go to the flow without a language model; null if there is one.</summary>
    public IReadOnlyList<int>? Source { get; init; }
}
