namespace MinMo.Models.Piper;

/// <summary>How an utterance is spoken.</summary>
public sealed record PiperSpeechSettings
{
    /// <summary>Speed relative to the voice's own: 1.25 is faster, 0.8 slower; 0.7 to 1.4 is usable.</summary>
    public float Rate { get; init; } = 1;

    /// <summary>dB relative to the usual level.</summary>
    public float Loudness { get; init; }

    /// <summary>Variation of the voice; the voice's own (0.667) if null. 0, together with
    /// <see cref="DurationNoiseScale"/>, makes every run the same.</summary>
    public float? NoiseScale { get; init; }

    /// <summary>Variation of the durations; the voice's own (0.8) if null.</summary>
    public float? DurationNoiseScale { get; init; }

    /// <summary>Which speaker of a voice with several.</summary>
    public int Speaker { get; init; }

    /// <summary>Without noise: the same text gives the same samples.</summary>
    public static PiperSpeechSettings Repeatable { get; } = new() { NoiseScale = 0, DurationNoiseScale = 0 };

    /// <summary>The factor on the graph's samples. A fixed one, since the peak of an utterance is not known while it is
    /// streamed; the peaks of the voice en_US-joe-medium are 0.5 in the median and 0.75 at most, so 1.3 does not clip.
    /// </summary>
    public float Gain => 1.3f * MathF.Pow(10, Loudness / 20);
}
