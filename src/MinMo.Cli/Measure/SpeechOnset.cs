using MinMo.Abstractions.Calls;

namespace MinMo.Cli.Measure;

/// <summary>Where speech begins in a recording, by level.</summary>
internal static class SpeechOnset
{
    private const int Block = CallPosition.RateHz / 100;

    /// <summary>The first of three blocks of 10 ms in a row that are within 30 dB of the loudest one.</summary>
    public static TimeSpan Of(ReadOnlySpan<short> samples)
    {
        var levels = new double[samples.Length / Block];
        for (int i = 0; i < levels.Length; i++)
        {
            double sum = 0;
            foreach (short sample in samples.Slice(i * Block, Block))
            {
                sum += (double)sample * sample;
            }

            levels[i] = Math.Sqrt(sum / Block);
        }

        double threshold = levels.DefaultIfEmpty().Max() / 31.6;
        for (int i = 0; i + 2 < levels.Length; i++)
        {
            if (levels[i] >= threshold && levels[i + 1] >= threshold && levels[i + 2] >= threshold)
            {
                return TimeSpan.FromMilliseconds(10 * i);
            }
        }

        return TimeSpan.Zero;
    }
}
