using System.Numerics.Tensors;

namespace MinMo.Training.Corpora.Speech.Styles;

/// <summary>Turns speech into a whisper: the spectral envelope (linear prediction, order 18) stays, what the vocal folds
/// did is replaced by noise of the same loudness over time.</summary>
internal static class Whispering
{
    private const int Order = 18;
    private const int Window = 480;                                         // 30 ms
    private const int Hop = Window / 2;

    // A whisper has little energy below 300 Hz, and the noise source of the throat is about flat.
    private const float PreEmphasis = 0.6f;

    private static readonly float[] Hann = MakeHann();

    /// <summary>The whispered form, at the same level.</summary>
    /// <param name="speech">16 kHz.</param>
    /// <param name="random">Of the noise.</param>
    internal static float[] Apply(ReadOnlySpan<float> speech, Random random)
    {
        var emphasized = Emphasize(speech);
        var whisper = new float[speech.Length + Window];
        var frame = new float[Window];
        var coefficients = new double[Order + 1];
        for (var start = -Hop; start < speech.Length; start += Hop)
        {
            Cut(emphasized, start, frame);
            var residual = LinearPrediction(frame, coefficients);
            Synthesize(coefficients, Math.Sqrt(residual), random, frame);
            for (var at = Math.Max(0, -start); at < Window && start + at < whisper.Length; at++)
            {
                whisper[start + at] += frame[at] * Hann[at];
            }
        }

        var result = whisper.AsSpan(0, speech.Length).ToArray();
        Match(speech, result);
        return result;
    }

    private static float[] Emphasize(ReadOnlySpan<float> speech)
    {
        var emphasized = new float[speech.Length];
        var before = 0f;
        for (var at = 0; at < speech.Length; at++)
        {
            emphasized[at] = speech[at] - (PreEmphasis * before);
            before = speech[at];
        }

        return emphasized;
    }

    private static void Cut(float[] source, int start, float[] frame)
    {
        for (var at = 0; at < Window; at++)
        {
            var place = start + at;
            frame[at] = place >= 0 && place < source.Length ? source[place] * Hann[at] : 0;
        }
    }

    /// <summary>Levinson and Durbin. Returns the power of the residual; <paramref name="a"/>[0] is 1.</summary>
    private static double LinearPrediction(float[] frame, double[] a)
    {
        Span<double> r = stackalloc double[Order + 1];
        for (var lag = 0; lag <= Order; lag++)
        {
            r[lag] = TensorPrimitives.Dot<float>(frame.AsSpan(lag), frame.AsSpan(0, Window - lag)) / Window;
        }

        Array.Clear(a);
        a[0] = 1;
        var error = (r[0] * 1.0001) + 1e-12;
        Span<double> last = stackalloc double[Order + 1];
        for (var order = 1; order <= Order; order++)
        {
            var reflection = r[order];
            for (var at = 1; at < order; at++)
            {
                reflection += a[at] * r[order - at];
            }

            reflection /= -error;
            a.AsSpan().CopyTo(last);
            for (var at = 1; at <= order; at++)
            {
                a[at] = last[at] + (reflection * last[order - at]);
            }

            error *= 1 - (reflection * reflection);
        }

        return error;
    }

    private static void Synthesize(double[] a, double gain, Random random, float[] frame)
    {
        Span<double> memory = stackalloc double[Order];
        for (var at = 0; at < Window; at++)
        {
            // Sum of three uniform numbers: near enough to normal, variance 1.
            var noise = (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
            var sample = gain * noise;
            for (var lag = 0; lag < Order; lag++)
            {
                sample -= a[lag + 1] * memory[lag];
            }

            memory[..^1].CopyTo(memory[1..]);
            memory[0] = sample;
            frame[at] = (float)sample;
        }
    }

    private static void Match(ReadOnlySpan<float> speech, Span<float> whisper)
    {
        var power = TensorPrimitives.SumOfSquares<float>(whisper);
        if (power > 0)
        {
            TensorPrimitives.Multiply(whisper, MathF.Sqrt(TensorPrimitives.SumOfSquares(speech) / power), whisper);
        }
    }

    private static float[] MakeHann()
        => [.. Enumerable.Range(0, Window).Select(static at => (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * at / Window))))];
}
