namespace MinMo.LoadTest.Speech;

/// <summary>Sound of the caller's side, ready to be played.</summary>
/// <param name="Samples">16 kHz.</param>
/// <param name="Onset">Begin of the first word in it.</param>
/// <param name="End">End of the last word in it.</param>
/// <param name="Words">The words, for people.</param>
internal sealed record CallerSpeech(short[] Samples, TimeSpan Onset, TimeSpan End, string Words)
{
    /// <summary>Rate of all audio here, in Hz.</summary>
    public const int RateHz = 16_000;

    public TimeSpan Length => TimeSpan.FromSeconds((double)Samples.Length / RateHz);

    /// <summary>Finds begin and end of the words by level.</summary>
    public static CallerSpeech Of(short[] samples, string words)
    {
        var (onset, end) = SpeechExtent.Of(samples);
        return new CallerSpeech(samples, onset, end, words);
    }
}
