using System.Buffers.Binary;

namespace MinMo.Audio.Files;

/// <summary>The <c>fmt </c> chunk: WAVEFORMAT, WAVEFORMATEX or WAVEFORMATEXTENSIBLE.</summary>
internal readonly record struct WavFormat(WavEncoding Encoding, int Channels, int SampleRate, int SampleBytes)
{
    /// <summary>No chunk that is understood is longer.</summary>
    public const int LongestChunk = 40;

    private const int ShortestChunk = 16;
    private const ushort Pcm = 1;
    private const ushort Float = 3;
    private const ushort ALaw = 6;
    private const ushort MuLaw = 7;
    private const ushort Extensible = 0xFFFE;

    /// <summary>What follows the format tag in the sub-format of WAVEFORMATEXTENSIBLE.</summary>
    private static ReadOnlySpan<byte> SubFormatTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    public int FrameBytes => Channels * SampleBytes;

    /// <param name="chunk">The start of the chunk, at most <see cref="LongestChunk"/> bytes.</param>
    /// <param name="input">To name the place of a failure.</param>
    public static WavFormat Parse(ReadOnlySpan<byte> chunk, AudioInput input)
    {
        if (chunk.Length < ShortestChunk)
        {
            throw input.Failure($"the format chunk has {chunk.Length} bytes, {ShortestChunk} are the least");
        }

        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        uint sampleRate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int frameBytes = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (channels == 0 || sampleRate is 0 or > int.MaxValue)
        {
            throw input.Failure($"there is no audio of {channels} channels at {sampleRate} Hz");
        }

        ushort tag = Tag(chunk, input);
        int sampleBytes = frameBytes / channels;
        if (frameBytes % channels != 0 || bits == 0 || (bits + 7) / 8 > sampleBytes)
        {
            throw input.Failure($"frames of {frameBytes} bytes do not hold {channels} samples of {bits} bits");
        }

        var encoding = Encoded(tag, sampleBytes)
            ?? throw input.Failure($"samples of format {tag} in {sampleBytes} bytes are not supported");
        return new WavFormat(encoding, channels, (int)sampleRate, sampleBytes);
    }

    private static ushort Tag(ReadOnlySpan<byte> chunk, AudioInput input)
    {
        ushort tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        if (tag != Extensible)
        {
            return tag;
        }

        if (chunk.Length < LongestChunk || !chunk[26..LongestChunk].SequenceEqual(SubFormatTail))
        {
            throw input.Failure("the extensible format names no known sub-format");
        }

        return BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
    }

    private static WavEncoding? Encoded(ushort tag, int sampleBytes) => (tag, sampleBytes) switch
    {
        (Pcm, 1) => WavEncoding.Unsigned8,
        (Pcm, 2) => WavEncoding.Signed16,
        (Pcm, 3) => WavEncoding.Signed24,
        (Pcm, 4) => WavEncoding.Signed32,
        (Float, 4) => WavEncoding.Float32,
        (Float, 8) => WavEncoding.Float64,
        (ALaw, 1) => WavEncoding.ALaw,
        (MuLaw, 1) => WavEncoding.MuLaw,
        _ => null,
    };
}
