namespace MinMo.Audio.Spectra;

/// <summary>Sizes of a Kaldi filter bank. The defaults are those of SenseVoice.</summary>
/// <param name="Bands">Mel bands between <see cref="LowestHz"/> and half the sample rate.</param>
/// <param name="FrameSamples">Samples under one frame; the transform has the next power of two.</param>
/// <param name="HopSamples">Samples from one frame to the next.</param>
/// <param name="RateHz">Sample rate.</param>
public sealed record FilterBankSettings(
    int Bands = 80, int FrameSamples = 400, int HopSamples = 160, int RateHz = 16_000)
{
    /// <summary>The lower edge of the first band.</summary>
    public const double LowestHz = 20;

    /// <summary>The window of a frame.</summary>
    public FrameWindow Window { get; init; } = FrameWindow.Hamming;

    /// <summary>Samples are multiplied by this first: 32,768 brings −1 … 1 to the range of 16-bit integers.</summary>
    public double Scale { get; init; } = 32_768;
}
