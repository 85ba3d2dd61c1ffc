using CsCheck;
using MinMo.Audio.Samples;

namespace MinMo.Audio.Tests.Samples;

public sealed class PcmTests
{
    [Fact]
    public void Every_16_bit_sample_survives_the_way_to_float_and_back()
    {
        short[] all = [.. Enumerable.Range(short.MinValue, 65536).Select(i => (short)i)];

        float[] floats = Pcm.ToFloat(all);

        Assert.Equal(-1f, floats[0]);
        Assert.Equal(32767 / 32768f, floats[^1]);
        Assert.Equal(all, Pcm.ToInt16(floats));
    }

    [Fact]
    public void Samples_outside_full_scale_are_limited_and_no_number_is_silence()
    {
        float[] wild = [1, -1, 1.5f, -7, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1e30f, 0.5f / 32768];
        short[] expected = [32767, -32768, 32767, -32768, 32767, -32768, 0, 32767, 0];

        Assert.Equal(expected, Pcm.ToInt16(wild));
        Assert.Equal(expected, wild.Select(sample => Pcm.ToInt16([sample])[0])); // without vectors
    }

    [Fact]
    public void Vectors_and_single_samples_round_alike()
        => Gen.Float[-1.2f, 1.2f].Array[0, 40].Sample(
            samples => Pcm.ToInt16(samples).SequenceEqual(samples.Select(sample => Pcm.ToInt16([sample])[0])));

    [Fact]
    public void Mono_is_the_mean_of_the_channels_even_in_place()
    {
        float[] frames = [1, 0, -1, 0.5f, 0.5f, 0.5f];
        var mono = new float[2];

        Pcm.ToMono(frames, 3, mono);
        Pcm.ToMono(frames, 3, frames);

        Assert.Equal([0, 0.5f], mono);
        Assert.Equal(mono, frames[..2]);
    }

    [Fact]
    public void Mono_of_16_bit_samples_does_not_overflow()
    {
        var mono = new short[2];

        Pcm.ToMono([32767, 32767, -32768, -32768], 2, mono);

        Assert.Equal<short>([32767, -32768], mono);
    }

    [Fact]
    public void Incomplete_frames_and_short_destinations_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Pcm.ToMono(new float[3], 2, new float[2]));
        Assert.Throws<ArgumentException>(() => Pcm.ToMono(new float[4], 2, new float[1]));
        Assert.Throws<ArgumentException>(() => Pcm.ToFloat(new short[4], new float[3]));
        Assert.Throws<ArgumentException>(() => Pcm.ToInt16(new float[4], new short[3]));
    }

    [Fact]
    public void Fades_start_and_end_at_silence()
    {
        short[] up = [.. Enumerable.Repeat((short)1000, 10)];
        short[] down = [.. up];

        Fade.In(up);
        Fade.Out(down);

        Assert.Equal<short>([0, 100, 200, 300, 400, 500, 600, 700, 800, 900], up);
        Assert.Equal(up.Reverse(), down);
    }
}
