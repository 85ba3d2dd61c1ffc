namespace MinMo.Audio.Samples;

/// <summary>How loud a stretch of audio is. 0 dBFS is a signal that stands at full scale; a full-scale sine has an
/// RMS of -3.01 dBFS. Nothing is below <see cref="Silence"/>.</summary>
/// <param name="RmsDbfs">Root of the mean square, in dBFS.</param>
/// <param name="PeakDbfs">Largest magnitude, in dBFS.</param>
public readonly record struct AudioLevel(double RmsDbfs, double PeakDbfs)
{
    /// <summary>The floor, in dBFS: 24 dB below the smallest step of 16 bits.</summary>
    public const double Silence = -120;

    /// <summary>The level of samples in [-1, 1]; <see cref="Silence"/> if there are none.</summary>
    public static AudioLevel Measure(ReadOnlySpan<float> samples)
    {
        double squares = 0;
        double peak = 0;
        foreach (float sample in samples)
        {
            squares += (double)sample * sample;
            peak = Math.Max(peak, Math.Abs((double)sample));
        }

        return new AudioLevel(ToDbfs(Math.Sqrt(squares / Math.Max(samples.Length, 1))), ToDbfs(peak));
    }

    /// <summary>The level of 16-bit samples; <see cref="Silence"/> if there are none.</summary>
    public static AudioLevel Measure(ReadOnlySpan<short> samples)
    {
        long squares = 0;
        int peak = 0;
        foreach (short sample in samples)
        {
            squares += (long)sample * sample;
            peak = Math.Max(peak, Math.Abs((int)sample));
        }

        double meanSquare = (double)squares / Math.Max(samples.Length, 1);
        return new AudioLevel(ToDbfs(Math.Sqrt(meanSquare) / 32768), ToDbfs(peak / 32768.0));
    }

    /// <summary>An amplitude in dBFS, not below <see cref="Silence"/>.</summary>
    /// <param name="amplitude">Linear, 1 at full scale, not negative.</param>
    public static double ToDbfs(double amplitude) => Math.Max(Silence, 20 * Math.Log10(amplitude));

    /// <summary>The linear amplitude, 1 at full scale, of a level in dBFS.</summary>
    public static double FromDbfs(double dbfs) => Math.Pow(10, dbfs / 20);
}
