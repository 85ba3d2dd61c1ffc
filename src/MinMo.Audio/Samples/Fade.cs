namespace MinMo.Audio.Samples;

/// <summary>Linear ramps, so that sound which is cut or taken up again does not click.</summary>
public static class Fade
{
    /// <summary>Ramps the whole span from silence up: the first sample is 0, the one after the last would be full.</summary>
    public static void In(Span<short> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = Apply(samples[i], i, samples.Length);
        }
    }

    /// <summary>Ramps the whole span down to silence: the sample before the first was full, the last is 0.</summary>
    public static void Out(Span<short> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = Apply(samples[i], samples.Length - 1 - i, samples.Length);
        }
    }

    /// <summary>The sample at <paramref name="step"/> of a ramp that is full at <paramref name="steps"/>.</summary>
    internal static short Apply(short sample, int step, int steps) => (short)((long)sample * step / steps);
}
