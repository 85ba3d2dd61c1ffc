namespace MinMo.Models.SenseVoice;

/// <summary>What was heard.</summary>
public sealed record SenseVoiceRecognition
{
    /// <summary>Pieces, tags included.</summary>
    public IReadOnlyList<int> Ids { get; init; } = [];

    /// <summary>As the model wrote it, tags included.</summary>
    public string Written { get; init; } = string.Empty;

    /// <summary>Text, language, emotion and sound events apart.</summary>
    public TaggedText Heard { get; init; } = TaggedText.Parse(string.Empty);

    /// <summary>When each word was said; null if that was not wanted, or there are no words.</summary>
    public IReadOnlyList<TimedWord>? Words { get; init; }

    /// <summary>Probability of a sentence's end behind the last word, 0 to 1; 0 without inverse normalisation, which alone
    /// writes the marks.</summary>
    public float StopMass { get; init; }

    /// <summary>Of the audio's rows that are not blank, natural logarithm.</summary>
    public float AverageLogProbability { get; init; }
}
