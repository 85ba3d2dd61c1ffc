namespace MinMo.Audio.Tests;

/// <summary>Signals that can be made again, and what is measured of them.</summary>
internal static class Signals
{
    public const double ToneAmplitude = 0.5;

    public static float[] Tone(double frequency, int rate, int length)
        => [.. Enumerable.Range(0, length).Select(i => (float)(ToneAmplitude * Math.Sin((2 * Math.PI * frequency * i / rate) + 0.3)))];

    public static float[] Noise(int length, uint seed)
    {
        var random = new Random((int)seed);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    public static short[] Noise16(int length, uint seed)
    {
        var random = new Random((int)seed);
        return [.. Enumerable.Range(0, length).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))];
    }

    /// <summary>The amplitude of a tone, and the peak amplitude of a tone as strong as everything else together.</summary>
    public static (double Amplitude, double Residual) FitTone(float[] signal, double frequency, int rate)
    {
        // Least squares for a sine and a cosine.
        double ss = 0, sc = 0, cc = 0, ys = 0, yc = 0;
        for (int i = 0; i < signal.Length; i++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * frequency * i / rate);
            ss += sine * sine;
            sc += sine * cosine;
            cc += cosine * cosine;
            ys += signal[i] * sine;
            yc += signal[i] * cosine;
        }

        double determinant = (ss * cc) - (sc * sc);
        double a = ((ys * cc) - (yc * sc)) / determinant;
        double b = ((yc * ss) - (ys * sc)) / determinant;
        double rest = 0;
        for (int i = 0; i < signal.Length; i++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * frequency * i / rate);
            double error = signal[i] - (a * sine) - (b * cosine);
            rest += error * error;
        }

        return (Math.Sqrt((a * a) + (b * b)), Math.Sqrt(2 * rest / signal.Length));
    }
}
