using MinMo.Audio.Spectra;

namespace MinMo.Models.Whisper;

/// <summary>Chooses the window of a part and computes its features.</summary>
internal sealed class WhisperFrontEnd
{
    private const int RateHz = 16_000;

    // One encoder row: an even number of frames, of which the second convolution reads none behind the end.
    private const int RowSamples = 320;

    private static readonly TimeSpan SaferWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SaferSilence = TimeSpan.FromSeconds(5);

    private readonly WhisperConfiguration _sizes;
    private readonly WhisperRecognizerSettings _settings;
    private readonly LogMelSpectrogram _spectrogram;

    public WhisperFrontEnd(WhisperConfiguration sizes, WhisperRecognizerSettings settings)
    {
        _sizes = sizes;
        _settings = settings;
        _spectrogram = new LogMelSpectrogram(new LogMelSettings(Bands: sizes.MelBands));
    }

    /// <summary>Most samples of a part: the full window less the trailing silence.</summary>
    public int LongestPart => _sizes.WindowSamples - Samples(_settings.TrailingSilence);

    /// <summary>The window of the first attempt is short and borrows its silence; the later ones hear it themselves.
    /// </summary>
    public WhisperWindow Window(ReadOnlySpan<float> samples, bool safer)
    {
        var length = safer
            ? Math.Max(Samples(SaferWindow), samples.Length + Samples(SaferSilence))
            : Math.Max(Samples(_settings.LeastWindow), samples.Length + Samples(_settings.TrailingSilence));
        length = Math.Min((length + RowSamples - 1) / RowSamples * RowSamples, _sizes.WindowSamples);
        var heard = safer ? 0 : Math.Min(Samples(_settings.HeardWindow) / RowSamples, _sizes.SourcePositions);
        return new WhisperWindow(_spectrogram.Compute(samples, length), _spectrogram.FrameCount(length), heard);
    }

    private static int Samples(TimeSpan time) => (int)(time.TotalSeconds * RateHz);
}
