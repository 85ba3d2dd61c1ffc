using System.Numerics.Tensors;

namespace MinMo.Models.Whisper;

/// <summary>Cuts long audio into parts that fit the encoder's window, each at the quietest place near its end.</summary>
internal static class SpeechCutter
{
    // A cut through 0.2 s of quiet lies between words as a rule.
    private const int QuietSamples = 3_200;
    private const int StepSamples = 320;

    /// <summary>Ranges that follow one another and cover all samples.</summary>
    /// <param name="samples">16 kHz.</param>
    /// <param name="longest">Most samples of a part; the cut is looked for in its last third.</param>
    public static IReadOnlyList<Range> Cut(ReadOnlySpan<float> samples, int longest)
    {
        var parts = new List<Range>();
        var start = 0;
        while (samples.Length - start > longest)
        {
            var from = start + (longest * 2 / 3);
            var end = from + QuietestPlace(samples[from..(start + longest)]);
            parts.Add(start..end);
            start = end;
        }

        parts.Add(start..samples.Length);
        return parts;
    }

    // The middle of the quietest stretch.
    private static int QuietestPlace(ReadOnlySpan<float> samples)
    {
        var (best, place) = (float.PositiveInfinity, samples.Length);
        for (var at = 0; at + QuietSamples <= samples.Length; at += StepSamples)
        {
            var energy = TensorPrimitives.SumOfSquares(samples.Slice(at, QuietSamples));
            if (energy < best)
            {
                (best, place) = (energy, at + (QuietSamples / 2));
            }
        }

        return place;
    }
}
