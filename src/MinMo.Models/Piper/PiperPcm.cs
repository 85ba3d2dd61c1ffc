using System.Numerics.Tensors;

namespace MinMo.Models.Piper;

/// <summary>The graph's samples to 16-bit PCM.</summary>
public static class PiperPcm
{
    private const float SilentPeak = 1e-8f;

    /// <summary>Scales, clips to full scale and cuts (does not round) to 16 bits, as Piper does.</summary>
    /// <param name="audio">As the graph gives it, about -1 to 1.</param>
    /// <param name="gain">Linear factor.</param>
    /// <param name="pcm">As long as <paramref name="audio"/>.</param>
    public static void Write(ReadOnlySpan<float> audio, float gain, Span<short> pcm)
    {
        for (var at = 0; at < audio.Length; at++)
        {
            pcm[at] = (short)(Math.Clamp(audio[at] * gain, -1f, 1f) * short.MaxValue);
        }
    }

    /// <summary>The same, after division by the peak of the whole utterance; silence stays silent.</summary>
    /// <param name="audio">A whole utterance.</param>
    /// <param name="volume">Peak of the result, 0 to 1.</param>
    /// <param name="pcm">As long as <paramref name="audio"/>.</param>
    public static void WriteNormalized(ReadOnlySpan<float> audio, float volume, Span<short> pcm)
    {
        var peak = audio.IsEmpty ? 0 : MathF.Abs(TensorPrimitives.MaxMagnitude(audio));
        if (peak < SilentPeak)
        {
            pcm[..audio.Length].Clear();
            return;
        }

        for (var at = 0; at < audio.Length; at++)
        {
            pcm[at] = (short)(Math.Clamp(audio[at] / peak * volume, -1f, 1f) * short.MaxValue);
        }
    }
}
