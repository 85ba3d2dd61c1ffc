using CsCheck;
using MinMo.Audio.Resampling;

namespace MinMo.Audio.Tests.Resampling;

public sealed class ResamplerTests
{
    private static readonly int[] Rates = [8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000];

    private static readonly Gen<int> Rate = Gen.Int[0, 7].Select(i => Rates[i]);

    public static TheoryData<string> Goldens => [.. GoldenFolder.Names("resample-")];

    public static TheoryData<int, int> Pairs => PairsWhere((from, to) => from != to);

    /// <summary>Only a lower rate can alias.</summary>
    public static TheoryData<int, int> FallingPairs => PairsWhere((from, to) => from > to);

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Torchaudio_filter_agrees_with_the_golden(string name)
    {
        var golden = GoldenFolder.Open(name);
        var parameters = golden.Description.GetProperty("parameters");
        int from = parameters.GetProperty("from").GetInt32();
        int to = parameters.GetProperty("to").GetInt32();
        double tolerance = golden.Description.GetProperty("tolerances").GetProperty("*").GetDouble();
        var (shape, waveform) = golden.Tensor<float>("inputs.safetensors", "waveform");
        float[] mono = MeanOfPlanes(waveform, shape[0]);

        foreach (int length in parameters.GetProperty("lengths").EnumerateArray().Select(length => length.GetInt32()))
        {
            float[] expected = golden.Tensor<float>("outputs.safetensors", $"resampled.{length}").Values;

            float[] actual = Resampler.Resample(mono.AsSpan(0, length), from, to, ResampleFilter.Torchaudio);

            Assert.Equal(expected.Length, actual.Length);
            double largest = Math.Max(expected.Max(Math.Abs), 1e-6);
            double error = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max() / largest;
            Assert.True(error <= tolerance, $"{name}, {length} samples: error {error}");
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Tones_in_the_band_pass_within_a_tenth_of_a_decibel_and_nothing_is_added(int from, int to)
    {
        double band = Math.Min(from, to) / 2.0;
        foreach (double share in new[] { 0.01, 0.2, 0.4, 0.6, 0.7, 0.8, 0.85 })
        {
            double frequency = band * share;
            float[] output = Resampler.Resample(Signals.Tone(frequency, from, from / 2), from, to);

            var (amplitude, residual) = Signals.FitTone(Middle(output), frequency, to);

            double ripple = 20 * Math.Log10(amplitude / Signals.ToneAmplitude);
            Assert.True(Math.Abs(ripple) < 0.1, $"{frequency} Hz passes with {ripple:F3} dB");
            double images = 20 * Math.Log10(residual / Signals.ToneAmplitude);
            Assert.True(images < -60, $"{frequency} Hz brings {images:F1} dB of other sound");
        }
    }

    [Theory]
    [MemberData(nameof(FallingPairs))]
    public void Tones_beyond_the_new_band_do_not_come_back_as_aliases(int from, int to)
    {
        foreach (double share in new[] { 0.0, 0.1, 0.3, 0.5, 0.8, 0.99 })
        {
            double frequency = (to / 2.0) + (share * (from - to) / 2.0);
            float[] output = Resampler.Resample(Signals.Tone(frequency, from, from / 2), from, to);

            double alias = 20 * Math.Log10(Middle(output).Max(Math.Abs) / Signals.ToneAmplitude);

            Assert.True(alias < -60, $"{frequency} Hz comes back at {alias:F1} dB");
        }
    }

    [Fact]
    public void However_the_stream_is_cut_the_samples_are_the_same()
        => Gen.Select(
            Rate,
            Rate,
            Gen.Enum<ResamplerTiming>(),
            Gen.Int[0, 700].Array[0, 12],
            Gen.UInt).Sample(
            (from, to, timing, chunks, seed) =>
            {
                float[] signal = Signals.Noise(chunks.Sum(), seed);
                float[] whole = Stream(new Resampler(from, to, timing), signal, [signal.Length]);
                float[] cut = Stream(new Resampler(from, to, timing), signal, chunks);
                return whole.AsSpan().SequenceEqual(cut);
            },
            iter: 200);

    [Fact]
    public void Aligned_output_has_exactly_the_length_of_the_ratio()
        => Gen.Select(Rate, Rate, Gen.Int[0, 5000]).Sample(
            (from, to, length)
                => Resampler.Resample(new float[length], from, to).Length == (((long)length * to) + from - 1) / from,
            iter: 100);

    [Theory]
    [InlineData(8000, 16000)]
    [InlineData(8000, 24000)]
    [InlineData(44100, 16000)]
    [InlineData(11025, 48000)]
    [InlineData(24000, 8000)]
    public void A_long_steady_stream_neither_gains_nor_loses_a_sample(int from, int to)
    {
        var resampler = new Resampler(from, to);
        int frame = from / 100; // 10 ms, not a whole number of samples at 11025 Hz
        var input = new float[frame];
        var output = new float[resampler.OutputLength(frame)];
        long written = 0;
        const int Frames = 20_000;

        for (int i = 0; i < Frames; i++)
        {
            written += resampler.Process(input, output);
        }

        Assert.Equal((((long)Frames * frame * to) + from - 1) / from, written);
    }

    [Theory]
    [InlineData(8000, 16000, 160, 320)]
    [InlineData(24000, 8000, 480, 160)]
    [InlineData(16000, 24000, 320, 480)]
    [InlineData(44100, 16000, 882, 320)]
    public void A_steady_frame_of_20_ms_gives_20_ms(int from, int to, int input, int output)
    {
        var resampler = new Resampler(from, to);
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(output, resampler.Process(new float[input], new float[output]));
        }
    }

    [Theory]
    [InlineData(8000, 16000)]
    [InlineData(16000, 48000)]
    [InlineData(8000, 24000)]
    public void Steady_output_is_the_aligned_output_later_by_the_stated_latency(int from, int to)
    {
        float[] signal = Signals.Noise(3000, seed: 7);
        var steady = new Resampler(from, to);
        int latency = steady.LatencySamples * to / from; // whole: the ratio is

        float[] late = Stream(steady, signal, [3000]);
        float[] aligned = Resampler.Resample(signal, from, to);

        Assert.Equal(aligned, late.AsSpan(latency, aligned.Length).ToArray());
    }

    [Fact]
    public void Equal_rates_pass_every_sample_untouched_and_at_once()
    {
        float[] signal = Signals.Noise(1000, seed: 3);
        var resampler = new Resampler(16000, 16000);
        var output = new float[1000];

        Assert.Equal(1000, resampler.Process(signal, output));
        Assert.Equal(signal, output);
        Assert.Equal(0, resampler.LatencySamples);
        Assert.Equal(0, resampler.Flush([]));
    }

    [Fact]
    public void Reset_and_flush_forget_the_past()
    {
        float[] signal = Signals.Noise(500, seed: 5);
        var used = new Resampler(16000, 24000);
        var fresh = new Resampler(16000, 24000);
        float[] expected = Stream(fresh, signal, [500]);

        used.Process(Signals.Noise(333, seed: 9), new float[1000]);
        used.Reset();
        Assert.Equal(expected, Stream(used, signal, [500]));
        Assert.Equal(expected, Stream(used, signal, [500]));
    }

    [Fact]
    public void Processing_allocates_nothing()
    {
        var resampler = new Resampler(8000, 24000);
        var input = new float[160];
        var output = new float[480];
        resampler.Process(input, output);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++)
        {
            resampler.Process(input, output);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Bad_rates_huge_ratios_and_short_outputs_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(0, 16000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(16000, 1_000_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(768_000, 767_999));
        Assert.Throws<ArgumentException>(() => new Resampler(8000, 16000).Process(new float[10], new float[19]));
        Assert.Throws<ArgumentException>(() => new Resampler(8000, 16000).Flush(new float[5]));
    }

    private static TheoryData<int, int> PairsWhere(Func<int, int, bool> wanted)
    {
        var pairs = new TheoryData<int, int>();
        foreach (var (from, to) in Rates.SelectMany(from => Rates.Select(to => (from, to))).Where(pair => wanted(pair.from, pair.to)))
        {
            pairs.Add(from, to);
        }

        return pairs;
    }

    private static float[] Stream(Resampler resampler, float[] signal, int[] chunks)
    {
        var output = new List<float>();
        int at = 0;
        foreach (int chunk in chunks)
        {
            var room = new float[resampler.OutputLength(chunk)];
            int written = resampler.Process(signal.AsSpan(at, chunk), room);
            output.AddRange(room.AsSpan(0, written));
            at += chunk;
        }

        var rest = new float[resampler.FlushLength];
        output.AddRange(rest.AsSpan(0, resampler.Flush(rest)));
        return [.. output];
    }

    private static float[] MeanOfPlanes(float[] planes, int channels)
    {
        int length = planes.Length / channels;
        var mean = new float[length];
        for (int i = 0; i < length; i++)
        {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++)
            {
                sum += planes[(channel * length) + i];
            }

            mean[i] = sum / channels;
        }

        return mean;
    }

    private static float[] Middle(float[] signal) => signal[(signal.Length / 4)..(signal.Length * 3 / 4)];
}
