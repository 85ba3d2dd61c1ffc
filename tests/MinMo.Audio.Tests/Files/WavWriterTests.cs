using MinMo.Audio.Files;

namespace MinMo.Audio.Tests.Files;

public sealed class WavWriterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_written_is_read_again(int channels)
    {
        short[] samples = Signals.Noise16(10_000, seed: 4);
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, 24000, channels, leaveOpen: true))
        {
            writer.Write(samples.AsSpan(0, 1234));
            writer.Write(samples.AsSpan(1234));
            Assert.Equal(10_000 / channels, writer.Frames);
        }

        stream.Position = 0;
        var clip = AudioFile.Read(stream, "written.wav");

        Assert.Equal(24000, clip.SampleRate);
        Assert.Equal(channels, clip.Channels);
        Assert.Equal(samples.Select(sample => sample / 32768f), clip.Samples);
        Assert.Equal(20_000 + 36, BitConverter.ToInt32(stream.ToArray(), 4));
        Assert.Equal(20_000, BitConverter.ToInt32(stream.ToArray(), 40));
    }

    [Fact]
    public void Floating_point_is_rounded_and_limited()
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, 8000, 1, leaveOpen: true))
        {
            writer.Write([0.5f, -2, 2]);
        }

        stream.Position = 0;

        Assert.Equal([0.5f, -1, 32767 / 32768f], AudioFile.Read(stream, "x").Samples);
    }

    [Fact]
    public void A_recording_that_was_never_closed_is_readable()
    {
        using var stream = new MemoryStream();
        using var writer = new WavWriter(stream, 8000, 1, leaveOpen: true);
        writer.Write([(short)16384]);

        var clip = AudioFile.Read(new MemoryStream(stream.ToArray()), "killed.wav");

        Assert.Equal([0.5f], clip.Samples);
    }

    [Fact]
    public void The_program_sox_reads_it()
    {
        short[] samples = Signals.Noise16(1000, seed: 6);
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, 16000, 2, leaveOpen: true))
        {
            writer.Write(samples);
        }

        byte[] raw = Tool.Run("sox", stream.ToArray(), "-t", "wav", "-", "-t", "s16", "-L", "-");

        Assert.Equal(samples.SelectMany(BitConverter.GetBytes), raw);
    }

    [Fact]
    public void More_than_two_channels_and_writing_after_the_end_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WavWriter(new MemoryStream(), 8000, 3));
        var writer = new WavWriter(new MemoryStream(), 8000, 1);
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => writer.Write([(short)1]));
    }
}
