namespace MinMo.Audio.Spectra;

/// <summary>Sizes of a log-mel front end. The defaults are those of Whisper and of smart-turn.</summary>
/// <param name="Bands">Mel bands: 80, or 128 in the newest large Whisper models.</param>
/// <param name="FrameSamples">Samples per frame, which is also the transform length; even.</param>
/// <param name="HopSamples">Samples from one frame to the next.</param>
/// <param name="RateHz">Sample rate.</param>
public sealed record LogMelSettings(
    int Bands = 80, int FrameSamples = 400, int HopSamples = 160, int RateHz = 16_000)
{
    /// <summary>The lower edge of the first band.</summary>
    public double LowestHz { get; init; }

    /// <summary>The upper edge of the last band; null: half the sample rate.</summary>
    public double? HighestHz { get; init; }
}
