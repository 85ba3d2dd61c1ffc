namespace MinMo.Models.CosyVoice.Language;

/// <summary>What stands in front of the text that is spoken.</summary>
/// <param name="Text">Ids of the prompt audio's words, or of an instruction; may be empty.</param>
/// <param name="Speech">Speech tokens of the prompt audio; may be empty.</param>
public sealed record SpeechPrompt(IReadOnlyList<int> Text, IReadOnlyList<int> Speech)
{
    /// <summary>Nothing.</summary>
    public static SpeechPrompt None { get; } = new([], []);
}
