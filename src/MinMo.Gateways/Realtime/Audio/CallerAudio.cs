using System.Buffers.Binary;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;
using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;
using MinMo.Audio.Telephony;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Gateways.Realtime.Audio;

/// <summary>The caller's bytes to 16 kHz PCM on the call's sample clock. The clock counts samples received, not time:
/// clients may send faster than real time.</summary>
internal sealed class CallerAudio
{
    // Half a second: small enough for a stream message, whatever a client puts into one append.
    private const int LongestPiece = CallPosition.RateHz / 2;

    private AudioFormat _format = AudioFormat.Pcm24;
    private Resampler _resampler = NewResampler(AudioFormat.Pcm24);
    private byte? _halfSample;

    /// <summary>End of the audio received.</summary>
    public CallPosition End { get; private set; }

    /// <summary>Takes audio in the given format; a PCM sample may be cut between two appends.</summary>
    /// <returns>The pieces, in order, none longer than half a second.</returns>
    public IReadOnlyList<AudioReceived> Append(AudioFormat format, ReadOnlySpan<byte> audio)
    {
        if (format != _format)
        {
            _format = format;
            _resampler = NewResampler(format);
            _halfSample = null;
        }

        float[] source = Pcm.ToFloat(Decode(audio));
        float[] resampled = new float[_resampler.OutputLength(source.Length)];
        int count = _resampler.Process(source, resampled);
        return Cut(Pcm.ToInt16(resampled.AsSpan(0, count)));
    }

    private static Resampler NewResampler(AudioFormat format) => new(format.SampleRate(), CallPosition.RateHz);

    private List<AudioReceived> Cut(short[] samples)
    {
        var pieces = new List<AudioReceived>();
        for (int at = 0; at < samples.Length; at += LongestPiece)
        {
            short[] piece = samples[at..Math.Min(samples.Length, at + LongestPiece)];
            pieces.Add(new AudioReceived(End, piece));
            End = new CallPosition(End.Samples + piece.Length);
        }

        return pieces;
    }

    private short[] Decode(ReadOnlySpan<byte> audio)
    {
        if (_format.Type == AudioFormat.PcmType)
        {
            return DecodePcm(audio);
        }

        short[] samples = new short[audio.Length];
        if (_format.Type == AudioFormat.MuLawType)
        {
            G711.DecodeMuLaw(audio, samples);
        }
        else
        {
            G711.DecodeALaw(audio, samples);
        }

        return samples;
    }

    private short[] DecodePcm(ReadOnlySpan<byte> audio)
    {
        int carried = _halfSample is null ? 0 : 1;
        short[] samples = new short[(audio.Length + carried) / 2];
        int first = 0;
        if (_halfSample is { } low && audio.Length > 0)
        {
            samples[first++] = (short)(low | (audio[0] << 8));
            audio = audio[1..];
            _halfSample = null;
        }

        while (audio.Length >= 2)
        {
            samples[first++] = BinaryPrimitives.ReadInt16LittleEndian(audio);
            audio = audio[2..];
        }

        _halfSample = audio.Length == 1 ? audio[0] : _halfSample;
        return samples;
    }
}
