using CsCheck;
using MinMo.Audio.Files;

namespace MinMo.Audio.Tests.Files;

/// <summary>Whatever the bytes: a clip or an <see cref="AudioFormatException"/>.</summary>
public sealed class AudioFileFuzzTests
{
    private const int Limit = 100_000;

    [Fact]
    public void Any_bytes_behind_a_valid_beginning_are_a_clip_or_refused()
    {
        byte[][] beginnings =
        [
            [],
            "ID3"u8.ToArray(),
            "fLaC"u8.ToArray(),
            [.. "fLaC"u8, 0x80, 0, 0, 34, 16, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0x0A, 0xC4, 0x42, 0xF0, .. new byte[20], 0xFF, 0xF8],
            "RIFF\0\0\0\0WAVE"u8.ToArray(),
            "RIFF\0\0\0\0WAVEfmt \x28\0\0\0"u8.ToArray(),
            "RF64\0\0\0\0WAVEds64"u8.ToArray(),
        ];

        Gen.Select(Gen.Int[0, beginnings.Length - 1], Gen.Byte.Array[0, 300]).Sample(
            (i, rest) => IsClipOrRefused([.. beginnings[i], .. rest]), iter: 2000);
    }

    [Fact]
    public void Changed_bytes_of_valid_files_are_a_clip_or_refused()
    {
        byte[] wav = new WavBytes { Channels = 2, Bits = 24, Extensible = true, Audio = new byte[600] }.Build();

        Gen.Select(Gen.Int[0, wav.Length - 1], Gen.Byte).Array[1, 5].Sample(
            changes =>
            {
                byte[] changed = [.. wav];
                foreach (var (place, value) in changes)
                {
                    changed[place] = value;
                }

                return IsClipOrRefused(changed);
            },
            iter: 2000);
    }

    [Fact]
    public void The_bytes_may_come_in_any_portions()
    {
        byte[] wav = new WavBytes { Audio = RawAudio.Make("noise", 16, 1, 500).LittleEndian }.Build();
        float[] expected = AudioFile.Read(new MemoryStream(wav), "whole").Samples;

        using var slow = new OneByteStream(wav);

        Assert.Equal(expected, AudioFile.Read(slow, "slow").Samples);
    }

    private static bool IsClipOrRefused(byte[] file)
    {
        try
        {
            var clip = AudioFile.Read(new MemoryStream(file), "fuzz", Limit);
            return clip.Frames > 0 && clip.Samples.Length <= Limit && clip.Samples.All(float.IsFinite);
        }
        catch (AudioFormatException error)
        {
            return error.Position <= file.Length;
        }
    }

    /// <summary>As slow as a stream may be: not seekable, one byte a read.</summary>
    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);
    }
}
