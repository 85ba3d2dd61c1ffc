using MinMo.Audio.Files;

namespace MinMo.Audio.Tests.Files;

/// <summary>Against the reference encoder, the program <c>flac</c>.</summary>
public sealed class FlacPeerTests
{
    public static readonly string[] Shapes =
        ["silence", "constant", "tone", "noise", "noisy tone", "square", "low bits unused", "clicks"];

    public static TheoryData<string, int> Streams
    {
        get
        {
            var streams = new TheoryData<string, int>();
            foreach (string shape in Shapes)
            {
                foreach (int bits in new[] { 8, 16, 24 })
                {
                    streams.Add(shape, bits);
                }
            }

            return streams;
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Every_level_of_compression_decodes_to_the_samples(string shape, int bits)
    {
        foreach (int channels in new[] { 1, 2, 5 })
        {
            var audio = RawAudio.Make(shape, bits, channels, frames: 5003);
            for (int level = 0; level <= 8; level += channels == 2 ? 1 : 4)
            {
                AssertDecodes(audio, $"-{level}");
            }
        }
    }

    [Theory]
    [InlineData("--blocksize=16", "--lax")]
    [InlineData("--blocksize=4608", "-8")]
    [InlineData("--blocksize=4097", "--lax", "-5")]
    [InlineData("--blocksize=65535", "--lax", "-8")]
    [InlineData("--max-lpc-order=32", "--lax", "-8")]
    [InlineData("--max-lpc-order=0", "-r", "0,0")]
    [InlineData("--max-lpc-order=12", "-q", "15")]
    [InlineData("-r", "15,15", "--lax", "--blocksize=32768")]
    [InlineData("--mid-side", "-e", "-p", "--blocksize=576")]
    [InlineData("--no-md5-sum")]
    [InlineData("--no-padding", "--tag=TITLE=x", "--seekpoint=10x")]
    public void Unusual_settings_decode_to_the_samples(params string[] settings)
    {
        foreach (string shape in new[] { "noise", "noisy tone", "square" })
        {
            AssertDecodes(RawAudio.Make(shape, 16, 2, frames: 70_000), settings);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(4096)]
    [InlineData(4097)]
    public void Short_streams_decode_to_the_samples(int frames)
        => AssertDecodes(RawAudio.Make("noisy tone", 16, 2, frames), "-8");

    [Theory]
    [InlineData(1)]
    [InlineData(8000)]
    [InlineData(12345)]
    [InlineData(65535)]
    [InlineData(96000)]
    [InlineData(655350)]
    public void Any_sample_rate_is_told(int rate)
    {
        var audio = RawAudio.Make("tone", 16, 1, frames: 100);

        var clip = Decode(Encode(audio, rate, "--lax"));

        Assert.Equal(rate, clip.SampleRate);
        Assert.Equal(audio.Expected, clip.Samples);
    }

    [Theory]
    [InlineData("noise")]
    [InlineData("tone")]
    [InlineData("square")]
    public void Samples_of_32_bits_match_the_digest_and_round_to_float(string shape)
    {
        var audio = RawAudio.Make(shape, 32, 2, frames: 10_000);

        var clip = Decode(Encode(audio, 48000, "-8"));

        Assert.Equal(audio.Expected, clip.Samples);
    }

    [Theory]
    [InlineData(16, 1, "sine", "440")]
    [InlineData(24, 2, "pluck", "E2")]
    [InlineData(8, 2, "pinknoise", "mix")]
    [InlineData(16, 6, "trapezium", "100-2000")]
    public void Signals_of_sox_are_the_same_from_wav_and_from_flac(int bits, int channels, string shape, string tone)
    {
        byte[] wav = Tool.Run(
            "sox", [], "-R", "-n", "-r", "44100", "-b", $"{bits}", "-c", $"{channels}", "-t", "wav", "-", "synth", "0.4", shape, tone);
        byte[] flac = Tool.Run("flac", wav, "--silent", "--stdout", "--ignore-chunk-sizes", "-5", "-");

        var expected = AudioFile.Read(new MemoryStream(wav), "sox.wav");
        var actual = Decode(flac);

        Assert.Equal((int)(0.4 * 44100), actual.Frames);
        Assert.Equal(channels, actual.Channels);
        Assert.Equal(expected.Samples, actual.Samples);
    }

    private static void AssertDecodes(RawAudio audio, params string[] settings)
    {
        var clip = Decode(Encode(audio, 44100, settings));

        Assert.Equal(44100, clip.SampleRate);
        Assert.Equal(audio.Channels, clip.Channels);
        Assert.True(audio.Expected.AsSpan().SequenceEqual(clip.Samples), $"flac {string.Join(' ', settings)}");
    }

    private static byte[] Encode(RawAudio audio, int rate, params string[] settings) => Tool.Run(
        "flac",
        audio.LittleEndian,
        [
            "--silent", "--stdout", "--force-raw-format", "--endian=little", "--sign=signed", $"--channels={audio.Channels}",
            $"--bps={audio.Bits}", $"--sample-rate={rate}", .. settings, "-",
        ]);

    private static AudioClip Decode(byte[] flac) => AudioFile.Read(new MemoryStream(flac), "peer.flac");
}
