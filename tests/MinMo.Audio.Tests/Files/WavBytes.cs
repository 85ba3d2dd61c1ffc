using System.Text;

namespace MinMo.Audio.Tests.Files;

/// <summary>Builds WAV files of any make, valid or not.</summary>
internal sealed record WavBytes
{
    public ushort Tag { get; init; } = 1;

    public ushort Channels { get; init; } = 1;

    public uint SampleRate { get; init; } = 16000;

    public ushort Bits { get; init; } = 16;

    public bool Extensible { get; init; }

    public byte[] Audio { get; init; } = [];

    /// <summary>Overrides the length stated for the audio.</summary>
    public uint? StatedLength { get; init; }

    public ushort? FrameBytes { get; init; }

    /// <summary>Whole chunks between the format and the audio.</summary>
    public byte[] Between { get; init; } = [];

    public byte[] Trailer { get; init; } = [];

    public static byte[] Chunk(string name, byte[] content)
        => [.. Encoding.ASCII.GetBytes(name), .. BitConverter.GetBytes(content.Length), .. content, .. new byte[content.Length & 1]];

    public byte[] Build()
    {
        int frameBytes = FrameBytes ?? Channels * ((Bits + 7) / 8);
        byte[] format =
        [
            .. BitConverter.GetBytes(Extensible ? (ushort)0xFFFE : Tag),
            .. BitConverter.GetBytes(Channels),
            .. BitConverter.GetBytes(SampleRate),
            .. BitConverter.GetBytes((uint)(SampleRate * frameBytes)),
            .. BitConverter.GetBytes((ushort)frameBytes),
            .. BitConverter.GetBytes(Bits),
        ];
        if (Extensible)
        {
            byte[] subFormat = [.. BitConverter.GetBytes(Tag), 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];
            format = [.. format, 22, 0, .. BitConverter.GetBytes(Bits), 0, 0, 0, 0, .. subFormat];
        }

        byte[] body =
        [
            .. "WAVE"u8, .. Chunk("fmt ", format), .. Between, .. "data"u8,
            .. BitConverter.GetBytes(StatedLength ?? (uint)Audio.Length), .. Audio, .. Trailer,
        ];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body];
    }
}
