using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;
using MinMo.Audio.Telephony;

namespace MinMo.Training.Corpora.Speech.Acoustics;

/// <summary>A telephone line: 300 Hz to about 3.7 kHz, 8 kHz, G.711, then back to 16 kHz as our gateways do it.
/// </summary>
internal static class TelephoneBand
{
    private const int LineRate = 8_000;
    private const double LowestHz = 300;

    /// <summary>As long as the sound, rounded up to an even number.</summary>
    /// <param name="sound">16 kHz at the level at which it reaches the coder.</param>
    /// <param name="aLaw">European coding instead of American.</param>
    internal static float[] Apply(ReadOnlySpan<float> sound, bool aLaw)
    {
        var line = Resampler.Resample(sound, SpeechCorpus.SampleRate, LineRate);
        HighPass(line);
        var pcm = Pcm.ToInt16(line);
        Code(pcm, aLaw);
        return Resampler.Resample(Pcm.ToFloat(pcm), LineRate, SpeechCorpus.SampleRate);
    }

    private static void Code(Span<short> pcm, bool aLaw)
    {
        var codes = new byte[pcm.Length];
        if (aLaw)
        {
            G711.EncodeALaw(pcm, codes);
            G711.DecodeALaw(codes, pcm);
        }
        else
        {
            G711.EncodeMuLaw(pcm, codes);
            G711.DecodeMuLaw(codes, pcm);
        }
    }

    // Butterworth of order 2 (bilinear transform), 12 dB an octave, as the input filter of a telephone.
    private static void HighPass(Span<float> line)
    {
        var k = Math.Tan(Math.PI * LowestHz / LineRate);
        var scale = 1 / (1 + (Math.Sqrt(2) * k) + (k * k));
        var a1 = 2 * ((k * k) - 1) * scale;
        var a2 = (1 - (Math.Sqrt(2) * k) + (k * k)) * scale;
        double first = 0;
        double second = 0;
        foreach (ref var sample in line)
        {
            var input = (double)sample;
            var output = (scale * input) + first;
            first = (-2 * scale * input) - (a1 * output) + second;
            second = (scale * input) - (a2 * output);
            sample = (float)output;
        }
    }
}
