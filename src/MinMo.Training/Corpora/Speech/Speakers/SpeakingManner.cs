namespace MinMo.Training.Corpora.Speech.Speakers;

/// <summary>How a voice reads, relative to how it reads by itself.</summary>
public sealed record SpeakingManner
{
    /// <summary>Speed: 1.25 is faster.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Factor on the fundamental frequency; Piper has no such control and ignores it.</summary>
    public double Pitch { get; init; } = 1;

    /// <summary>Factor on the liveliness of the melody; only espeak-ng has it.</summary>
    public double Melody { get; init; } = 1;

    /// <summary>As the voice reads by itself.</summary>
    public static SpeakingManner Usual { get; } = new();
}
