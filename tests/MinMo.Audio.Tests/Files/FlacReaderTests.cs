using CsCheck;
using MinMo.Audio.Files;

namespace MinMo.Audio.Tests.Files;

public sealed class FlacReaderTests
{
    /// <summary>RFC 9639, appendix D.1: one frame of one sample in two channels.</summary>
    private static readonly byte[] Example = Convert.FromHexString(
        "664c614380000022100010000000" + "0f00000f0ac442f0000000013e84" + "b41807dc690307586a3dad1a2e0f"
        + "fff869180000bf0358fd03128baa9a");

    [Fact]
    public void The_first_example_of_the_rfc_decodes()
    {
        var clip = Read(Example);

        Assert.Equal(44100, clip.SampleRate);
        Assert.Equal(2, clip.Channels);
        Assert.Equal([25588 / 32768f, 10416 / 32768f], clip.Samples);
    }

    [Fact]
    public void A_tag_in_front_is_passed_over()
    {
        byte[] tagged = [.. "ID3"u8, 4, 0, 0, 0, 0, 1, 2, .. new byte[130], .. Example];

        Assert.Equal(1, Read(tagged).Frames);
    }

    [Fact]
    public void Every_cut_is_noticed()
        => Assert.All(
            Enumerable.Range(0, Example.Length),
            length => Assert.Throws<AudioFormatException>(() => Read(Example[..length])));

    [Fact]
    public void No_flipped_bit_changes_the_samples_unnoticed()
    {
        float[] expected = Read(Example).Samples;

        Assert.All(Enumerable.Range(0, Example.Length * 8), bit => AssertNoticed(Example, bit, expected));
    }

    [Fact]
    public void No_flipped_bit_of_a_compressed_stream_changes_the_samples_unnoticed()
    {
        byte[] flac = Compressed(frames: 3000);
        float[] expected = Read(flac).Samples;

        Gen.Int[0, (flac.Length * 8) - 1].Sample(bit => AssertNoticed(flac, bit, expected), iter: 1000);
    }

    [Fact]
    public void Every_cut_of_a_compressed_stream_is_noticed()
    {
        byte[] flac = Compressed(frames: 3000);

        Gen.Int[0, flac.Length - 1].Sample(
            length => { Assert.Throws<AudioFormatException>(() => Read(flac[..length])); }, iter: 300);
    }

    [Fact]
    public void Streams_that_are_not_valid_are_refused_with_the_reason()
    {
        AssertRefused("STREAMINFO", [.. "fLaC"u8, 0x81, 0, 0, 34, .. new byte[34]]);
        AssertRefused("0 Hz", [.. "fLaC"u8, 0x80, 0, 0, 34, .. new byte[34]]);
        AssertRefused("not allowed here", [.. Example[..4], 0x00, .. Example[5..42], 0xFF, 0, 0, 0]);
        AssertRefused("frame should begin", [.. Example[..42], .. "not a frame"u8]);
        AssertRefused("frame header is wrong", [.. Example[..47], 0xBE, .. Example[48..]]);
    }

    [Fact]
    public void A_few_bytes_cannot_fill_the_memory()
    {
        byte[] flac = Tool.Run(
            "flac",
            new byte[8_000_000],
            "--silent", "--stdout", "--force-raw-format", "--endian=little", "--sign=signed", "--channels=2", "--bps=16",
            "--sample-rate=48000", "--blocksize=65535", "--lax", "-");
        Assert.True(flac.Length < 20_000);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<AudioFormatException>(() => AudioFile.Read(new MemoryStream(flac), "bomb", maxSamples: 200_000));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 8 << 20);
    }

    private static byte[] Compressed(int frames) => Tool.Run(
        "flac",
        RawAudio.Make("noisy tone", 16, 2, frames).LittleEndian,
        "--silent", "--stdout", "--force-raw-format", "--endian=little", "--sign=signed", "--channels=2", "--bps=16",
        "--sample-rate=16000", "--no-padding", "-8", "-");

    private static void AssertNoticed(byte[] flac, int bit, float[] expected)
    {
        byte[] damaged = [.. flac];
        damaged[bit / 8] ^= (byte)(1 << (bit % 8));
        try
        {
            Assert.Equal(expected, Read(damaged).Samples);
        }
        catch (AudioFormatException)
        {
            // Noticed.
        }
    }

    private static void AssertRefused(string reason, byte[] file)
        => Assert.Contains(reason, Assert.Throws<AudioFormatException>(() => Read(file)).Reason, StringComparison.Ordinal);

    private static AudioClip Read(byte[] flac) => AudioFile.Read(new MemoryStream(flac), "test.flac");
}
