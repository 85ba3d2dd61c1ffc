using System.Buffers.Binary;
using MinMo.Audio.Telephony;

namespace MinMo.Audio.Files;

/// <summary>Reads RIFF/WAVE and RF64 after their first four bytes.</summary>
/// <remarks>Sources: IBM and Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" (1991); EBU
/// Tech 3306 for RF64.</remarks>
internal sealed class WavReader(AudioInput input, SampleCollector samples)
{
    /// <summary>Programs that write into a pipe cannot know the length, and state one just below 2 GiB (sox, in whole
    /// frames) or 4 GiB.</summary>
    private const uint LeastUnknownLength = 0x7FFF_0000;

    private const int BlockBytes = 1 << 16;

    private WavFormat? _format;
    private long _longDataLength = long.MaxValue;

    public AudioClip Read()
    {
        Span<byte> form = stackalloc byte[8]; // the length of the whole, which nobody relies on, and the form
        input.Fill(form);
        if (!form[4..].SequenceEqual("WAVE"u8))
        {
            throw input.Failure("this RIFF file holds no audio");
        }

        uint length = FindData();
        var format = _format ?? throw input.Failure("the audio comes before its format");
        if (length == uint.MaxValue && _longDataLength != long.MaxValue)
        {
            ReadSamples(format, _longDataLength, mayEndEarly: false);
        }
        else
        {
            ReadSamples(format, length >= LeastUnknownLength ? long.MaxValue : length, length >= LeastUnknownLength);
        }

        return samples.ToClip(format.SampleRate, format.Channels);
    }

    /// <summary>Reads all chunks before the samples.</summary>
    /// <returns>The stated length of the samples in bytes.</returns>
    private uint FindData()
    {
        Span<byte> header = stackalloc byte[8];
        while (true)
        {
            input.Fill(header);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (header.StartsWith("data"u8))
            {
                return length;
            }

            if (header.StartsWith("fmt "u8))
            {
                ReadFormat(length);
            }
            else if (header.StartsWith("ds64"u8) && length >= 16)
            {
                ReadLongLength(length);
            }
            else
            {
                input.Skip(length + (length & 1L));
            }
        }
    }

    private void ReadFormat(uint length)
    {
        Span<byte> chunk = stackalloc byte[(int)Math.Min(length, WavFormat.LongestChunk)];
        input.Fill(chunk);
        _format = WavFormat.Parse(chunk, input);
        input.Skip(length - chunk.Length + (length & 1L));
    }

    private void ReadLongLength(uint length)
    {
        Span<byte> chunk = stackalloc byte[16]; // length of the whole, length of the samples
        input.Fill(chunk);
        _longDataLength = BinaryPrimitives.ReadInt64LittleEndian(chunk[8..]);
        if (_longDataLength < 0)
        {
            throw input.Failure("the audio has a negative length");
        }

        input.Skip(length - chunk.Length + (length & 1L));
    }

    private void ReadSamples(WavFormat format, long length, bool mayEndEarly)
    {
        int frameBytes = format.FrameBytes;
        var block = new byte[Math.Max(BlockBytes / frameBytes, 1) * frameBytes];
        long left = length - (length % frameBytes);
        while (left > 0)
        {
            int wanted = (int)Math.Min(left, block.Length);
            int got = input.ReadUpTo(block.AsSpan(0, wanted));
            if (got < wanted && !mayEndEarly)
            {
                throw input.CutShort();
            }

            int count = got / frameBytes * format.Channels;
            Decode(format, block.AsSpan(0, count * format.SampleBytes), samples.Add(count));
            if (got < wanted)
            {
                return;
            }

            left -= got;
        }
    }

    private void Decode(WavFormat format, ReadOnlySpan<byte> bytes, Span<float> destination)
    {
        switch (format.Encoding)
        {
            case WavEncoding.ALaw or WavEncoding.MuLaw:
                DecodeCompanded(format.Encoding, bytes, destination);
                break;
            case WavEncoding.Float32 or WavEncoding.Float64:
                DecodeFloat(format.SampleBytes, bytes, destination);
                break;
            default:
                DecodeInteger(format.SampleBytes, bytes, destination);
                break;
        }
    }

    private static void DecodeInteger(int width, ReadOnlySpan<byte> bytes, Span<float> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            var sample = bytes.Slice(i * width, width);
            destination[i] = width switch
            {
                1 => (sample[0] - 128) / 128f,
                2 => BinaryPrimitives.ReadInt16LittleEndian(sample) / 32768f,
                3 => ((sample[0] << 8) | (sample[1] << 16) | (sample[2] << 24)) / 2147483648f,
                _ => BinaryPrimitives.ReadInt32LittleEndian(sample) / 2147483648f,
            };
        }
    }

    private void DecodeFloat(int width, ReadOnlySpan<byte> bytes, Span<float> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            var sample = bytes.Slice(i * width, width);
            float value = width == 4
                ? BinaryPrimitives.ReadSingleLittleEndian(sample)
                : (float)BinaryPrimitives.ReadDoubleLittleEndian(sample);

            // One of these would turn everything behind the next filter or model into nothing.
            if (!float.IsFinite(value))
            {
                throw input.Failure(input.Position - bytes.Length + (i * width), "a sample is no finite number");
            }

            destination[i] = value;
        }
    }

    private static void DecodeCompanded(WavEncoding encoding, ReadOnlySpan<byte> codes, Span<float> destination)
    {
        Span<short> part = stackalloc short[1024];
        for (int at = 0; at < codes.Length; at += part.Length)
        {
            var some = codes.Slice(at, Math.Min(part.Length, codes.Length - at));
            if (encoding == WavEncoding.ALaw)
            {
                G711.DecodeALaw(some, part);
            }
            else
            {
                G711.DecodeMuLaw(some, part);
            }

            Samples.Pcm.ToFloat(part[..some.Length], destination[at..]);
        }
    }
}
