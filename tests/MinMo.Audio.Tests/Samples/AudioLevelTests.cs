using CsCheck;
using MinMo.Audio.Samples;

namespace MinMo.Audio.Tests.Samples;

public sealed class AudioLevelTests
{
    [Fact]
    public void A_half_scale_sine_has_its_known_levels()
    {
        var level = AudioLevel.Measure(Signals.Tone(1000, 48000, 48000));

        Assert.Equal(-9.03, level.RmsDbfs, 0.01);
        Assert.Equal(-6.02, level.PeakDbfs, 0.01);
    }

    [Fact]
    public void Both_sample_types_agree()
    {
        short[] samples = Signals.Noise16(1000, seed: 1);

        var whole = AudioLevel.Measure(samples);
        var real = AudioLevel.Measure(Pcm.ToFloat(samples));

        Assert.Equal(real.RmsDbfs, whole.RmsDbfs, 1e-9);
        Assert.Equal(real.PeakDbfs, whole.PeakDbfs, 1e-9);
    }

    [Fact]
    public void The_most_negative_sample_is_full_scale()
        => Assert.Equal(new AudioLevel(0, 0), AudioLevel.Measure([short.MinValue]));

    [Fact]
    public void Silence_and_nothing_are_at_the_floor()
    {
        var floor = new AudioLevel(AudioLevel.Silence, AudioLevel.Silence);

        Assert.Equal(floor, AudioLevel.Measure(new short[100]));
        Assert.Equal(floor, AudioLevel.Measure(new float[100]));
        Assert.Equal(floor, AudioLevel.Measure(ReadOnlySpan<float>.Empty));
    }

    [Fact]
    public void The_envelope_has_one_rms_for_each_bin()
    {
        var envelope = new RmsEnvelope(4);
        var bins = new float[3];

        int count = envelope.Push([1, -1, 1, -1, 0.5f, 0.5f, -0.5f, -0.5f, 0.25f], bins);

        Assert.Equal(2, count);
        Assert.Equal([1, 0.5f, 0], bins);
    }

    [Fact]
    public void The_envelope_does_not_depend_on_the_chunks()
        => Gen.Select(Gen.Int[0, 50].Array[0, 10], Gen.UInt).Sample((chunks, seed) =>
        {
            float[] signal = Signals.Noise(chunks.Sum(), seed);
            var cut = new RmsEnvelope(7);
            var whole = new RmsEnvelope(7);
            var expected = new float[whole.MaxBins(signal.Length)];
            int total = whole.Push(signal, expected);
            var actual = new List<float>();
            int at = 0;
            foreach (int chunk in chunks)
            {
                var bins = new float[cut.MaxBins(chunk)];
                int count = cut.Push(signal.AsSpan(at, chunk), bins);
                actual.AddRange(bins.AsSpan(0, count));
                at += chunk;
            }

            return actual.SequenceEqual(expected.Take(total));
        });
}
