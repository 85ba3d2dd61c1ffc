using System.Numerics.Tensors;
using MinMo.Audio.Samples;
using MinMo.Training.Corpora.Speech;

namespace MinMo.Training.Evaluation.Voice;

/// <summary>What tells the manners of a voice apart.</summary>
/// <param name="SyllablesPerSecond">Of the speech without silence at its ends.</param>
/// <param name="LevelDbfs">RMS of the speech.</param>
/// <param name="VoicedShare">Share of the sounding frames that are periodic, 0 to 1.</param>
public sealed record VoiceFigures(double SyllablesPerSecond, double LevelDbfs, double VoicedShare)
{
    private const int Frame = SpeechCorpus.SampleRate / 25;                  // 40 ms: two periods of 50 Hz
    private const int Hop = SpeechCorpus.SampleRate / 100;
    private const int ShortestPeriod = SpeechCorpus.SampleRate / 400;
    private const int LongestPeriod = SpeechCorpus.SampleRate / 60;
    private const float Periodic = 0.5f;
    private const float SoundingBelowLoudest = 3e-3f;                        // power: -25 dB

    /// <summary>Measures speech.</summary>
    /// <param name="speech">16 kHz, full scale at 1.</param>
    /// <param name="text">What is said.</param>
    /// <exception cref="ArgumentException">Nothing is heard.</exception>
    public static VoiceFigures Measure(ReadOnlySpan<float> speech, string text)
    {
        var (start, end) = SpeechEdges.Find(speech);
        if (end - start <= Frame)
        {
            throw new ArgumentException("there is no speech", nameof(speech));
        }

        var spoken = speech[start..end];
        return new VoiceFigures(
            SyllableCount.Of(text) * (double)SpeechCorpus.SampleRate / spoken.Length,
            AudioLevel.Measure(spoken).RmsDbfs,
            Voiced(spoken));
    }

    private static double Voiced(ReadOnlySpan<float> spoken)
    {
        var loudest = 0f;
        for (var at = 0; at + Frame + LongestPeriod <= spoken.Length; at += Hop)
        {
            loudest = Math.Max(loudest, TensorPrimitives.SumOfSquares(spoken.Slice(at, Frame)));
        }

        var (sounding, voiced) = (0, 0);
        for (var at = 0; at + Frame + LongestPeriod <= spoken.Length; at += Hop)
        {
            if (TensorPrimitives.SumOfSquares(spoken.Slice(at, Frame)) < loudest * SoundingBelowLoudest)
            {
                continue;
            }

            sounding++;
            voiced += Periodicity(spoken[at..(at + Frame + LongestPeriod)]) > Periodic ? 1 : 0;
        }

        return sounding == 0 ? 0 : (double)voiced / sounding;
    }

    // The highest peak of the normalized cross-correlation of a frame with what follows it.
    private static float Periodicity(ReadOnlySpan<float> sound)
    {
        var frame = sound[..Frame];
        var energy = TensorPrimitives.SumOfSquares(frame);
        var highest = 0f;
        for (var lag = ShortestPeriod; lag <= LongestPeriod; lag++)
        {
            var later = sound.Slice(lag, Frame);
            var norm = MathF.Sqrt(energy * TensorPrimitives.SumOfSquares(later));
            highest = norm > 0 ? Math.Max(highest, TensorPrimitives.Dot(frame, later) / norm) : highest;
        }

        return highest;
    }
}
