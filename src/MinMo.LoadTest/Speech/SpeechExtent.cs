namespace MinMo.LoadTest.Speech;

/// <summary>Where speech begins and ends in a recording, by level.</summary>
internal static class SpeechExtent
{
    private const int Block = CallerSpeech.RateHz / 100;
    private const double Range = 31.6; // 30 dB
    private const int Steady = 3;

    /// <summary>From the first of three blocks of 10 ms in a row that are within 30 dB of the loudest one, to the end of
    /// the last of three such.</summary>
    /// <returns>The whole recording, if there are none.</returns>
    public static (TimeSpan Onset, TimeSpan End) Of(ReadOnlySpan<short> samples)
    {
        var levels = Levels(samples);
        double threshold = levels.Length == 0 ? 0 : levels.Max() / Range;
        int first = -1, last = -1;
        for (int run = 0, at = 0; at < levels.Length && threshold > 0; at++)
        {
            run = levels[at] >= threshold ? run + 1 : 0;
            if (run >= Steady)
            {
                first = first < 0 ? at - Steady + 1 : first;
                last = at;
            }
        }

        return first < 0
            ? (TimeSpan.Zero, TimeSpan.FromSeconds((double)samples.Length / CallerSpeech.RateHz))
            : (TimeSpan.FromMilliseconds(10 * first), TimeSpan.FromMilliseconds(10 * (last + 1)));
    }

    private static double[] Levels(ReadOnlySpan<short> samples)
    {
        var levels = new double[samples.Length / Block];
        for (int at = 0; at < levels.Length; at++)
        {
            double squares = 0;
            foreach (short sample in samples.Slice(at * Block, Block))
            {
                squares += (double)sample * sample;
            }

            levels[at] = Math.Sqrt(squares / Block);
        }

        return levels;
    }
}
