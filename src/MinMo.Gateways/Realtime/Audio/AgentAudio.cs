using System.Runtime.InteropServices;
using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;
using MinMo.Audio.Telephony;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Gateways.Realtime.Audio;

/// <summary>One reply's PCM at the voice's rate to bytes in the client's format.</summary>
internal sealed class AgentAudio(AudioFormat format, int voiceRateHz)
{
    // Aligned: over the whole reply exactly as much sound leaves as entered, so that played times stay true.
    private readonly Resampler _resampler = new(voiceRateHz, format.SampleRate(), ResamplerTiming.Aligned);

    public byte[] Encode(ReadOnlySpan<short> samples)
    {
        float[] resampled = new float[_resampler.OutputLength(samples.Length) + 1];
        int count = _resampler.Process(Pcm.ToFloat(samples), resampled);
        return ToBytes(resampled.AsSpan(0, count));
    }

    /// <summary>What the filter held back.</summary>
    public byte[] Finish()
    {
        float[] tail = new float[_resampler.FlushLength];
        return ToBytes(tail.AsSpan(0, _resampler.Flush(tail)));
    }

    private byte[] ToBytes(ReadOnlySpan<float> samples)
    {
        short[] pcm = Pcm.ToInt16(samples);
        if (format.Type == AudioFormat.PcmType)
        {
            // The wire is little-endian, and so is every platform .NET runs on here.
            return MemoryMarshal.AsBytes(pcm.AsSpan()).ToArray();
        }

        byte[] codes = new byte[pcm.Length];
        if (format.Type == AudioFormat.MuLawType)
        {
            G711.EncodeMuLaw(pcm, codes);
        }
        else
        {
            G711.EncodeALaw(pcm, codes);
        }

        return codes;
    }
}
