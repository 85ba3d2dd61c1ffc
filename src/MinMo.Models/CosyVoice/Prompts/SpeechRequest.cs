namespace MinMo.Models.CosyVoice.Prompts;

/// <summary>What is to be spoken: a text, or texts that arrive one by one.</summary>
public sealed record SpeechRequest
{
    private SpeechRequest(string? text, IEnumerable<string> pieces) => (Text, Pieces) = (text, pieces);

    /// <summary>The text; null if it arrives in pieces.</summary>
    public string? Text { get; }

    /// <summary>Texts in the order of their arrival, each turned to tokens by itself and left as it is.</summary>
    public IEnumerable<string> Pieces { get; }

    /// <summary>Whether the rules for text are applied, to a text and to the words of a recording.</summary>
    public bool AppliesTextRules { get; init; } = true;

    /// <summary>A text that is known.</summary>
    public static SpeechRequest Of(string text) => new(text, []);

    /// <summary>Texts that arrive.</summary>
    public static SpeechRequest Arriving(IEnumerable<string> pieces) => new(null, pieces);
}
