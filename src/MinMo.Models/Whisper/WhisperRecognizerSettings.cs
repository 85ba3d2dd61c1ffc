namespace MinMo.Models.Whisper;

/// <summary>How much audio the model hears, and when a result is doubted.</summary>
public sealed record WhisperRecognizerSettings
{
    /// <summary>Silence that the encoder hears behind the samples. Default: 0.5 s.</summary>
    public TimeSpan TrailingSilence { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The encoder hears at least so much, silence included. Default: nothing beyond
    /// <see cref="TrailingSilence"/>.</summary>
    public TimeSpan LeastWindow { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Up to so much the decoder hears silence that was encoded once, behind the encoder's window: it finds the end by
    /// that silence, and repeats itself without. Default: 30 s. Zero for none.
    /// </summary>
    public TimeSpan HeardWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Above this probability nobody spoke. Default: 0.6.</summary>
    public float NoSpeechThreshold { get; init; } = 0.6f;

    /// <summary>Below this average a result is doubted. Default: −1, as published.</summary>
    public float LeastAverageLogProbability { get; init; } = -1;

    /// <summary>Above this ratio a result is doubted. Default: 2.4, as published.</summary>
    public float LargestCompressionRatio { get; init; } = 2.4f;

    /// <summary>
    /// How often a doubted part is decoded at most: the second time in a real window of at least 10 s with 5 s behind the
    /// speech, from then on by drawing tokens at temperatures 0.2, 0.4, … Default: 2, which bounds the time.
    /// </summary>
    public int Attempts { get; init; } = 2;

    /// <summary>Most tokens for each second of audio. Default: 8; speech has 3 to 5.</summary>
    public double TokensPerSecond { get; init; } = 8;

    /// <summary>Tokens on top of that. Default: 10.</summary>
    public int ExtraTokens { get; init; } = 10;

    /// <summary>Parts that are encoded together: bounds the memory, 24 MB each with the tiny model on ONNX Runtime.
    /// Default: 4.</summary>
    public int LargestBatch { get; init; } = 4;
}
