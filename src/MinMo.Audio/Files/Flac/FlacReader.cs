using System.Security.Cryptography;

namespace MinMo.Audio.Files.Flac;

/// <summary>Decodes a FLAC stream (RFC 9639) after its first four bytes, and checks all of its checksums.</summary>
internal sealed class FlacReader(AudioInput input, SampleCollector samples)
{
    private readonly FlacBitReader _bits = new(input);
    private long[][] _channels = [];
    private byte[] _digested = [];

    public AudioClip Read()
    {
        var stream = FlacStreamFormat.Read(_bits);
        _channels = [.. Enumerable.Range(0, stream.Channels).Select(_ => Array.Empty<long>())];
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        long frames = 0;
        while (stream.Frames == 0 ? !_bits.AtEnd : frames < stream.Frames)
        {
            int block = ReadFrame(stream);
            frames += block;
            digest.AppendData(Interleave(stream, block));
        }

        if (stream.Frames != 0 && frames != stream.Frames)
        {
            throw _bits.Failure($"the stream has more than the {stream.Frames} samples that it states");
        }

        if (stream.HasDigest && !digest.GetHashAndReset().AsSpan().SequenceEqual(stream.Digest))
        {
            throw _bits.Failure("the samples do not match their MD5");
        }

        return samples.ToClip(stream.SampleRate, stream.Channels);
    }

    /// <returns>Samples of each channel.</returns>
    private int ReadFrame(FlacStreamFormat stream)
    {
        _bits.StartChecksum();
        var header = FlacFrameHeader.Read(_bits, stream);
        for (int i = 0; i < _channels.Length; i++)
        {
            if (_channels[i].Length < header.BlockSize)
            {
                _channels[i] = new long[header.BlockSize];
            }

            bool isSide = header.Stereo == FlacStereo.SideRight ? i == 0 : header.Stereo != FlacStereo.Independent && i == 1;
            FlacSubframe.Decode(
                _bits, stream.BitsPerSample + (isSide ? 1 : 0), _channels[i].AsSpan(0, header.BlockSize));
        }

        _bits.AlignToByte();
        ushort expected = _bits.Checksum();
        if (_bits.Read(16) != expected)
        {
            throw _bits.Failure("the checksum of a frame is wrong");
        }

        Decorrelate(header.Stereo, header.BlockSize);
        return header.BlockSize;
    }

    private void Decorrelate(FlacStereo stereo, int block)
    {
        if (stereo == FlacStereo.Independent)
        {
            return;
        }

        var first = _channels[0].AsSpan(0, block);
        var second = _channels[1].AsSpan(0, block);
        for (int i = 0; i < block; i++)
        {
            (first[i], second[i]) = stereo switch
            {
                FlacStereo.LeftSide => (first[i], first[i] - second[i]),
                FlacStereo.SideRight => (first[i] + second[i], second[i]),
                _ => FromMidSide(first[i], second[i]),
            };
        }
    }

    private static (long Left, long Right) FromMidSide(long mid, long side)
    {
        long sum = (mid << 1) | (side & 1); // halving lost this bit, and the side still has it
        return ((sum + side) >> 1, (sum - side) >> 1);
    }

    /// <summary>Hands the block over.</summary>
    /// <returns>The bytes that the digest covers: little-endian, whole bytes.</returns>
    private ReadOnlySpan<byte> Interleave(FlacStreamFormat stream, int block)
    {
        int width = (stream.BitsPerSample + 7) / 8;
        int count = block * _channels.Length;
        float scale = 1f / (1L << (stream.BitsPerSample - 1));
        var output = samples.Add(count);
        if (_digested.Length < count * width)
        {
            _digested = new byte[count * width];
        }

        for (int channel = 0; channel < _channels.Length; channel++)
        {
            long[] values = _channels[channel];
            for (int i = 0; i < block; i++)
            {
                int at = (i * _channels.Length) + channel;
                output[at] = values[i] * scale;
                for (int part = 0; part < width; part++)
                {
                    _digested[(at * width) + part] = (byte)(values[i] >> (8 * part));
                }
            }
        }

        return _digested.AsSpan(0, count * width);
    }
}
