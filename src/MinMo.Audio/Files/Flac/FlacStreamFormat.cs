namespace MinMo.Audio.Files.Flac;

/// <summary>The STREAMINFO block (RFC 9639, section 8.2), less the sizes that a decoder does not need.</summary>
/// <param name="SampleRate">In Hz, not 0.</param>
/// <param name="Channels">1 to 8.</param>
/// <param name="BitsPerSample">4 to 32.</param>
/// <param name="Frames">Samples of each channel; 0 if unknown.</param>
/// <param name="Digest">MD5 of the samples; all zeros if unknown.</param>
internal sealed record FlacStreamFormat(int SampleRate, int Channels, int BitsPerSample, long Frames, byte[] Digest)
{
    private const int StreamInfoType = 0;
    private const int ForbiddenType = 127;
    private const int StreamInfoBytes = 34;

    public bool HasDigest => Digest.AsSpan().ContainsAnyExcept((byte)0);

    /// <summary>Reads all metadata blocks, up to the first frame.</summary>
    public static FlacStreamFormat Read(FlacBitReader bits)
    {
        bool last = ReadHeader(bits, out int type, out int length);
        if (type != StreamInfoType || length != StreamInfoBytes)
        {
            throw bits.Failure("the stream does not begin with its STREAMINFO");
        }

        var format = ReadStreamInfo(bits);
        while (!last)
        {
            last = ReadHeader(bits, out type, out length);
            if (type is StreamInfoType or ForbiddenType)
            {
                throw bits.Failure($"a metadata block of type {type} is not allowed here");
            }

            bits.SkipBytes(length);
        }

        return format;
    }

    private static bool ReadHeader(FlacBitReader bits, out int type, out int length)
    {
        bool last = bits.Read(1) == 1;
        type = (int)bits.Read(7);
        length = (int)bits.Read(24);
        return last;
    }

    private static FlacStreamFormat ReadStreamInfo(FlacBitReader bits)
    {
        bits.SkipBytes(10); // smallest and largest block and frame: hints for players
        int sampleRate = (int)bits.Read(20);
        int channels = (int)bits.Read(3) + 1;
        int bitsPerSample = (int)bits.Read(5) + 1;
        long frames = (long)bits.Read(36);
        var digest = new byte[16];
        for (int i = 0; i < digest.Length; i++)
        {
            digest[i] = (byte)bits.Read(8);
        }

        if (sampleRate == 0 || bitsPerSample < 4)
        {
            throw bits.Failure($"there is no audio of {bitsPerSample} bits at {sampleRate} Hz");
        }

        return new FlacStreamFormat(sampleRate, channels, bitsPerSample, frames, digest);
    }
}
