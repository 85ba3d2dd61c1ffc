namespace MinMo.Audio.Spectra;

/// <summary>Log-mel features of a signal that still grows: a frame is computed once, as soon as all its samples are there.</summary>
/// <remarks>
/// Only the floor (the loudest value so far may rise) and the last frames, which look at the silence that follows, are
/// done again for each set of features. Keeps the signal. Not safe for concurrent use.
/// </remarks>
public sealed class GrowingLogMel(LogMelSpectrogram spectrogram)
{
    private float[] _samples = new float[16_000];
    private float[] _raw = new float[100 * spectrogram.Bands];
    private int _finalFrames;

    /// <summary>Samples so far.</summary>
    public int SampleCount { get; private set; }

    /// <summary>The signal so far; valid until the next <see cref="Append"/> or <see cref="Clear"/>.</summary>
    public ReadOnlySpan<float> Samples => _samples.AsSpan(0, SampleCount);

    /// <summary>Adds samples at the end.</summary>
    public void Append(ReadOnlySpan<float> samples)
    {
        Grow(ref _samples, SampleCount + samples.Length, SampleCount);
        samples.CopyTo(_samples.AsSpan(SampleCount));
        SampleCount += samples.Length;

        // Frame t ends half a frame behind sample t · hop.
        var half = spectrogram.FrameSamples / 2;
        var final = SampleCount <= half ? 0 : ((SampleCount - half) / spectrogram.HopSamples) + 1;
        if (final > _finalFrames && final <= spectrogram.FrameCount(SampleCount))
        {
            WriteFrames(SampleCount, _finalFrames, final);
            _finalFrames = final;
        }
    }

    /// <summary>Forgets the signal, keeps the memory.</summary>
    public void Clear()
    {
        SampleCount = 0;
        _finalFrames = 0;
    }

    /// <summary>Features of the signal so far and the silence after it, equal to <see cref="LogMelSpectrogram.Compute"/>.</summary>
    /// <param name="windowSamples">At least <see cref="SampleCount"/>.</param>
    /// <returns><c>[bands, frames]</c>.</returns>
    public float[] Features(int windowSamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowSamples, SampleCount);
        var frames = spectrogram.FrameCount(windowSamples);
        WriteFrames(windowSamples, _finalFrames, frames);
        var features = new float[frames * spectrogram.Bands];
        LogMelSpectrogram.Normalize(_raw.AsSpan(0, features.Length), spectrogram.Bands, features);
        return features;
    }

    private void WriteFrames(int windowSamples, int from, int to)
    {
        var bands = spectrogram.Bands;
        Grow(ref _raw, to * bands, _finalFrames * bands);
        spectrogram.WriteRawFrames(Samples, windowSamples, from, _raw.AsSpan(from * bands, (to - from) * bands));
    }

    private static void Grow(ref float[] array, int length, int kept)
    {
        if (length > array.Length)
        {
            var larger = new float[Math.Max(length, 2 * array.Length)];
            array.AsSpan(0, kept).CopyTo(larger);
            array = larger;
        }
    }
}
