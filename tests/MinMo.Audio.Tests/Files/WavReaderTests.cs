using MinMo.Audio.Files;
using MinMo.Audio.Telephony;

namespace MinMo.Audio.Tests.Files;

public sealed class WavReaderTests
{
    [Theory]
    [InlineData(16, 1, false)]
    [InlineData(16, 2, true)]
    [InlineData(24, 1, false)]
    [InlineData(24, 7, true)]
    [InlineData(32, 2, false)]
    [InlineData(20, 2, true)]
    public void Integers_of_any_width_are_scaled_to_full_scale_at_one(int bits, int channels, bool extensible)
    {
        int container = (bits + 7) / 8 * 8;
        var audio = RawAudio.Make("noise", container, channels, frames: 30_000);
        var wav = new WavBytes
        {
            Bits = (ushort)bits,
            Channels = (ushort)channels,
            Extensible = extensible,
            Audio = audio.LittleEndian,
        };

        var clip = Read(wav.Build());

        Assert.Equal(channels, clip.Channels);
        Assert.Equal(16000, clip.SampleRate);
        Assert.True(audio.Expected.AsSpan().SequenceEqual(clip.Samples));
    }

    [Fact]
    public void Bytes_are_unsigned()
        => Assert.Equal([-1, 0, 127 / 128f], Read(new WavBytes { Bits = 8, Audio = [0, 128, 255] }.Build()).Samples);

    [Fact]
    public void Floating_point_of_both_widths_is_taken_as_it_is()
    {
        float[] samples = [0, 0.25f, -1.5f, 1e-9f];
        byte[] single = [.. samples.SelectMany(BitConverter.GetBytes)];
        byte[] twice = [.. samples.SelectMany(sample => BitConverter.GetBytes((double)sample))];

        Assert.Equal(samples, Read(new WavBytes { Tag = 3, Bits = 32, Audio = single }.Build()).Samples);
        Assert.Equal(samples, Read(new WavBytes { Tag = 3, Bits = 64, Audio = twice, Extensible = true }.Build()).Samples);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void Companded_samples_are_expanded(int tag)
    {
        byte[] codes = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];
        var expected = new short[codes.Length];
        if (tag == 6)
        {
            G711.DecodeALaw(codes, expected);
        }
        else
        {
            G711.DecodeMuLaw(codes, expected);
        }

        var clip = Read(new WavBytes { Tag = (ushort)tag, Bits = 8, Audio = codes }.Build());

        Assert.Equal(expected.Select(sample => sample / 32768f), clip.Samples);
    }

    [Fact]
    public void Other_chunks_of_odd_length_are_passed_over()
    {
        var wav = new WavBytes
        {
            Between = [.. WavBytes.Chunk("LIST", new byte[7]), .. WavBytes.Chunk("junk", new byte[9001])],
            Audio = [0, 64],
            Trailer = WavBytes.Chunk("id3 ", new byte[33]),
        };

        Assert.Equal([0.5f], Read(wav.Build()).Samples);
    }

    [Theory]
    [InlineData(0xFFFF_FFFF)]
    [InlineData(0x7FFF_F000)]
    public void A_stream_of_unknown_length_is_read_to_its_end(uint stated)
        => Assert.Equal([0.5f, -0.5f], Read(new WavBytes { Audio = [0, 64, 0, 192], StatedLength = stated }.Build()).Samples);

    [Fact]
    public void A_long_file_states_its_length_elsewhere()
    {
        byte[] wav = new WavBytes { Audio = [0, 64, 0, 192], StatedLength = uint.MaxValue }.Build();
        byte[] lengths = WavBytes.Chunk("ds64", [.. new byte[8], .. BitConverter.GetBytes(2L), .. new byte[12]]);
        byte[] file = [.. "RF64"u8, .. wav[4..12], .. lengths, .. wav[12..]];

        Assert.Equal([0.5f], Read(file).Samples);
    }

    [Fact]
    public void A_fragment_of_a_frame_at_the_stated_end_is_dropped()
        => Assert.Equal([0, 0.5f], Read(new WavBytes { Channels = 2, Audio = [0, 0, 0, 64, 1] }.Build()).Samples);

    [Fact]
    public void Files_that_are_not_valid_are_refused_with_the_reason()
    {
        AssertRefused("the file is empty", []);
        AssertRefused("neither WAV nor FLAC", "MThd and more"u8.ToArray());
        AssertRefused("holds no audio", [.. "RIFF"u8, 4, 0, 0, 0, .. "AVI "u8]);
        AssertRefused("holds no samples", new WavBytes().Build());
        AssertRefused("ends too early", new WavBytes { Audio = [0, 0], StatedLength = 4 }.Build());
        AssertRefused("ends too early", new WavBytes { Audio = [0, 0], StatedLength = 2_000_000_000 }.Build());
        AssertRefused("ends too early", new WavBytes { Audio = [0, 0] }.Build()[..30]);
        AssertRefused("0 channels", new WavBytes { Channels = 0 }.Build());
        AssertRefused("at 0 Hz", new WavBytes { SampleRate = 0 }.Build());
        AssertRefused("do not hold", new WavBytes { Bits = 24, FrameBytes = 2 }.Build());
        AssertRefused("not supported", new WavBytes { Tag = 17, Bits = 8 }.Build()); // IMA ADPCM
        AssertRefused("no finite number", new WavBytes { Tag = 3, Bits = 32, Audio = BitConverter.GetBytes(float.NaN) }.Build());
        AssertRefused("before its format", [.. "RIFF"u8, 4, 0, 0, 0, .. "WAVE"u8, .. WavBytes.Chunk("data", [1, 2])]);
    }

    [Fact]
    public void The_error_tells_file_and_place()
    {
        byte[] wav = new WavBytes { Tag = 3, Bits = 32, Audio = [0, 0, 0, 0, .. BitConverter.GetBytes(float.PositiveInfinity)] }.Build();

        var error = Assert.Throws<AudioFormatException>(() => AudioFile.Read(new MemoryStream(wav), "voice.wav"));

        Assert.Equal("voice.wav", error.Path);
        Assert.Equal(48, error.Position);
        Assert.Equal("'voice.wav' at byte 48: a sample is no finite number", error.Message);
    }

    [Fact]
    public void Audio_beyond_the_limit_is_refused()
    {
        byte[] wav = new WavBytes { Audio = new byte[2002] }.Build();

        Assert.Equal(1001, AudioFile.Read(new MemoryStream(wav), "x", maxSamples: 1001).Frames);
        Assert.Throws<AudioFormatException>(() => AudioFile.Read(new MemoryStream(wav), "x", maxSamples: 1000));
    }

    [Fact]
    public void A_header_that_promises_gigabytes_costs_no_memory()
    {
        byte[] wav = new WavBytes { Channels = 2, Audio = new byte[100], StatedLength = 0x7000_0000 }.Build();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<AudioFormatException>(() => Read(wav));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    private static AudioClip Read(byte[] wav) => AudioFile.Read(new MemoryStream(wav), "test.wav");

    private static void AssertRefused(string reason, byte[] file)
        => Assert.Contains(reason, Assert.Throws<AudioFormatException>(() => Read(file)).Reason, StringComparison.Ordinal);
}
