using MinMo.Audio.Spectra;

namespace MinMo.Models.MelSpeech;

/// <summary>The log-mel frames that speech is rendered from, and the scale on which models see them.</summary>
public sealed record MelConfiguration
{
    /// <summary>Samples per second of the audio.</summary>
    public int RateHz { get; init; } = 16_000;

    /// <summary>Samples of a window, which is also the transform length; even.</summary>
    public int WindowSamples { get; init; } = 1024;

    /// <summary>Samples from one frame to the next; 320 at 16 kHz is 50 Hz.</summary>
    public int HopSamples { get; init; } = 320;

    /// <summary>Mel bands.</summary>
    public int Bands { get; init; } = 80;

    /// <summary>The lower edge of the first band.</summary>
    public double LowestHz { get; init; }

    /// <summary>The upper edge of the last band; null: half the rate.</summary>
    public double? HighestHz { get; init; }

    /// <summary>Magnitudes below this count as this before the logarithm.</summary>
    public double Floor { get; init; } = 1e-5;

    /// <summary>Subtracted from ln(mel); measured on synthetic speech.</summary>
    public double Mean { get; init; } = -5.5;

    /// <summary>Then divided by this.</summary>
    public double Deviation { get; init; } = 2.5;

    /// <summary>Samples by which the first window starts before the first sample: (window - hop) / 2.</summary>
    public int EdgeSamples => (WindowSamples - HopSamples) / 2;

    internal LogMelSettings FilterSettings => new(Bands, WindowSamples, HopSamples, RateHz)
    {
        LowestHz = LowestHz,
        HighestHz = HighestHz,
    };
}
