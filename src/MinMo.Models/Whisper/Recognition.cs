using System.Collections.Immutable;

namespace MinMo.Models.Whisper;

/// <summary>What was said, and how sure the recognizer is.</summary>
public sealed record Recognition
{
    /// <summary>Whether there is a text, or why not.</summary>
    public required RecognitionOutcome Outcome { get; init; }

    /// <summary>Trimmed; empty unless somebody spoke.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>The tokens of <see cref="Text"/>.</summary>
    public ImmutableArray<RecognizedToken> Tokens { get; init; } = [];

    /// <summary>Mean over the tokens and the end, natural logarithm: −0.05 … −0.5 for clear speech.</summary>
    public float AverageLogProbability { get; init; }

    /// <summary>0.01 … 0.25 for speech, above 0.85 for silence and noise.</summary>
    public float NoSpeechProbability { get; init; }

    /// <summary>UTF-8 bytes of the text by their zlib size: above 2.4 the text repeats itself. 0 without text.</summary>
    public float CompressionRatio { get; init; }

    /// <summary>Whether decoding had to be stopped because it said the same three times; the text has it once.</summary>
    public bool Looped { get; init; }

    /// <summary>
    /// Probability, 0 … 1, that right behind the last word a sentence ends (<c>. ? !</c>, with or without a closing
    /// quote), whatever the decoder then wrote there: low where the speaker hesitates. 0 without text.
    /// </summary>
    public float StopMass { get; init; }

    /// <summary>Whether the last word is a digit, a number word or a single letter: numbers and spellings come in groups,
    /// so more may follow.</summary>
    public bool EndsWithDigit { get; init; }

    /// <summary>Code of the language, <c>en</c> for an English-only checkpoint; empty without audio.</summary>
    public string Language { get; init; } = string.Empty;

    /// <summary>How often the least sure part was decoded.</summary>
    public int Attempts { get; init; }
}
