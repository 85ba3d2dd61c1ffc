using System.Numerics.Tensors;

namespace MinMo.Training.Corpora.Speech;

/// <summary>Where speech begins and ends in clean audio.</summary>
internal static class SpeechEdges
{
    private const int Frame = SpeechCorpus.SampleRate / 100;

    // Weak fricatives at word ends are 30-35 dB below vowels; a synthesizer's silence is 60 dB and more below.
    private const float BelowLoudest = 1e-4f;                               // power: -40 dB

    /// <summary>The first sample of speech and the one after the last, in steps of 10 ms; (0, 0) for silence.</summary>
    internal static (int Start, int End) Find(ReadOnlySpan<float> samples)
    {
        var frames = (samples.Length + Frame - 1) / Frame;
        Span<float> power = frames <= 4096 ? stackalloc float[frames] : new float[frames];
        var loudest = 0f;
        for (var at = 0; at < frames; at++)
        {
            var frame = samples[(at * Frame)..Math.Min(samples.Length, (at + 1) * Frame)];
            power[at] = TensorPrimitives.SumOfSquares(frame) / frame.Length;
            loudest = Math.Max(loudest, power[at]);
        }

        if (loudest <= 0)
        {
            return (0, 0);
        }

        var threshold = loudest * BelowLoudest;
        var first = 0;
        while (power[first] < threshold)
        {
            first++;
        }

        var last = frames - 1;
        while (power[last] < threshold)
        {
            last--;
        }

        return (first * Frame, Math.Min(samples.Length, (last + 1) * Frame));
    }

    /// <summary>The speech alone, with faded rims of the given widths where the audio has them.</summary>
    internal static float[] Trim(ReadOnlySpan<float> samples, int before, int after)
    {
        var (start, end) = Find(samples);
        start = Math.Max(0, start - before);
        end = Math.Min(samples.Length, end + after);
        return samples[start..end].ToArray();
    }
}
