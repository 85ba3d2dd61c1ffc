namespace MinMo.Inference.Language;

/// <summary>How a language model is used to be addressed, beyond its chat format.</summary>
/// <param name="TakesInstructions">Whether system prompts are written; a model that was trained without would only be
/// confused.</param>
/// <param name="CallerWords">What becomes of the caller's words when they come as text.</param>
internal sealed record PromptStyle(bool TakesInstructions, Func<string, string> CallerWords)
{
    /// <summary>That of public chat models: everything as it is.</summary>
    public static PromptStyle Plain { get; } = new(TakesInstructions: true, static text => text);
}
