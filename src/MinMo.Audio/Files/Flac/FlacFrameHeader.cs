namespace MinMo.Audio.Files.Flac;

/// <summary>The header of a frame (RFC 9639, section 9.1), checked against the stream's.</summary>
internal readonly record struct FlacFrameHeader(int BlockSize, FlacStereo Stereo)
{
    private const int SyncCode = 0b111_1111_1111_1100; // and one reserved bit; the blocking strategy follows

    /// <summary>Reads a header and its checksum.</summary>
    public static FlacFrameHeader Read(FlacBitReader bits, FlacStreamFormat stream)
    {
        var header = new ByteReader(bits);
        int sync = (header.Next() << 8) | header.Next();
        if (sync >> 1 != SyncCode)
        {
            throw bits.Failure("a frame should begin here");
        }

        int sizes = header.Next();
        int layout = header.Next();
        SkipCodedNumber(header, bits);
        int blockSize = BlockSizeOf(sizes >> 4, header, bits);
        int sampleRate = SampleRateOf(sizes & 0x0F, header, stream, bits);
        byte expected = header.Crc;
        if (header.Next() != expected)
        {
            throw bits.Failure("the checksum of a frame header is wrong");
        }

        var (channels, stereo) = ChannelsOf(layout >> 4, bits);
        int bitsPerSample = BitsPerSampleOf(layout, stream, bits);
        if (sampleRate != stream.SampleRate || channels != stream.Channels || bitsPerSample != stream.BitsPerSample)
        {
            throw bits.Failure("a frame has another format than the stream");
        }

        return new FlacFrameHeader(blockSize, stereo);
    }

    /// <summary>The number of the frame or of its first sample, coded like a long UTF-8 character. The digest over all
    /// samples says more about missing frames.</summary>
    private static void SkipCodedNumber(ByteReader header, FlacBitReader bits)
    {
        int first = header.Next();
        int ones = System.Numerics.BitOperations.LeadingZeroCount((uint)(byte)~first) - 24;
        if (ones is 1 or 8)
        {
            throw bits.Failure("a frame has no valid number");
        }

        for (int i = 1; i < ones; i++)
        {
            if (header.Next() >> 6 != 0b10)
            {
                throw bits.Failure("a frame has no valid number");
            }
        }
    }

    private static int BlockSizeOf(int code, ByteReader header, FlacBitReader bits)
    {
        int size = code switch
        {
            0 => throw bits.Failure("a frame has a reserved block size"),
            1 => 192,
            <= 5 => 144 << code,
            6 => header.Next() + 1,
            7 => ((header.Next() << 8) | header.Next()) + 1,
            _ => 1 << code,
        };
        return size <= ushort.MaxValue ? size : throw bits.Failure("a frame has a block of 65536 samples");
    }

    private static int SampleRateOf(int code, ByteReader header, FlacStreamFormat stream, FlacBitReader bits) => code switch
    {
        0 => stream.SampleRate,
        1 => 88_200,
        2 => 176_400,
        3 => 192_000,
        4 => 8_000,
        5 => 16_000,
        6 => 22_050,
        7 => 24_000,
        8 => 32_000,
        9 => 44_100,
        10 => 48_000,
        11 => 96_000,
        12 => header.Next() * 1000,
        13 => (header.Next() << 8) | header.Next(),
        14 => ((header.Next() << 8) | header.Next()) * 10,
        _ => throw bits.Failure("a frame has a forbidden sample rate"),
    };

    private static (int Channels, FlacStereo Stereo) ChannelsOf(int code, FlacBitReader bits) => code switch
    {
        < 8 => (code + 1, FlacStereo.Independent),
        8 => (2, FlacStereo.LeftSide),
        9 => (2, FlacStereo.SideRight),
        10 => (2, FlacStereo.MidSide),
        _ => throw bits.Failure("a frame has a reserved channel layout"),
    };

    private static int BitsPerSampleOf(int layout, FlacStreamFormat stream, FlacBitReader bits) => (layout & 0x0F) switch
    {
        0 => stream.BitsPerSample,
        1 << 1 => 8,
        2 << 1 => 12,
        4 << 1 => 16,
        5 << 1 => 20,
        6 << 1 => 24,
        7 << 1 => 32,
        _ => throw bits.Failure("a frame has a reserved sample size"),
    };

    /// <summary>Bytes and their checksum.</summary>
    private sealed class ByteReader(FlacBitReader bits)
    {
        public byte Crc { get; private set; }

        public int Next()
        {
            byte value = (byte)bits.Read(8);
            Crc = FlacChecksums.Crc8(Crc, value);
            return value;
        }
    }
}
