using CsCheck;
using MinMo.Audio.Spectra;

namespace MinMo.Audio.Tests.Spectra;

public sealed class LogMelSpectrogramTests
{
    private static readonly LogMelSpectrogram Spectrogram = new();

    [Fact]
    public void Digital_silence_is_one_constant_plane()
    {
        var features = Spectrogram.Compute(new float[16_000], 16_000);

        Assert.Equal(80 * 100, features.Length);
        Assert.All(features, value => Assert.Equal(-1.5f, value));
    }

    [Fact]
    public void A_tone_is_loudest_in_the_band_that_holds_its_frequency()
    {
        // 80 bands over 45.2456 mel: 1 kHz = 15 mel lies closest to the centre of band 15 / (45.2456 / 81) - 1 = 25.9.
        var tone = Enumerable.Range(0, 16_000).Select(n => 0.5f * MathF.Sin(2 * MathF.PI * 1_000 * n / 16_000f));

        var features = Spectrogram.Compute([.. tone], 16_000);

        var column = Enumerable.Range(0, 80).Select(band => features[(band * 100) + 50]).ToArray();
        Assert.Equal(26, Array.IndexOf(column, column.Max()));
    }

    [Fact]
    public void Nothing_lies_more_than_two_below_the_loudest_value()
    {
        var features = Spectrogram.Compute(Noise(8_000, seed: 5, scale: 1), 32_000);

        Assert.Equal(features.Max() - 2, features.Min(), 1e-6f);
    }

    [Fact]
    public void A_growing_signal_gives_the_features_of_the_whole_whatever_its_pieces()
        => Gen.Select(Gen.Int[0, 4_000], Gen.Int[201, 900].Array[1, 12], Gen.Int[0, 1_000]).Sample((seed, pieces, silence) =>
        {
            var signal = Noise(pieces.Sum(), seed, scale: 0.3f);
            var growing = new GrowingLogMel(Spectrogram);
            var position = 0;
            foreach (var piece in pieces)
            {
                growing.Append(signal.AsSpan(position, piece));
                position += piece;
                Assert.Equal(Spectrogram.Compute(signal.AsSpan(0, position), position), growing.Features(position));
            }

            var window = signal.Length + silence;
            Assert.Equal(Spectrogram.Compute(signal, window), growing.Features(window));
        }, iter: 40);

    [Fact]
    public void A_cleared_signal_leaves_nothing_behind()
    {
        var growing = new GrowingLogMel(Spectrogram);
        growing.Append(Noise(5_000, seed: 1, scale: 1));
        growing.Clear();
        var second = Noise(3_000, seed: 2, scale: 0.1f);

        growing.Append(second);

        Assert.Equal(Spectrogram.Compute(second, 4_000), growing.Features(4_000));
    }

    [Fact]
    public void Frames_beyond_the_window_are_refused()
        => Assert.Throws<ArgumentException>(
            () => Spectrogram.WriteRawFrames(new float[1_600], 1_600, firstFrame: 10, new float[80]));

    [Fact]
    public void Frames_are_written_without_allocation()
    {
        var signal = Noise(16_000, seed: 3, scale: 1);
        var raw = new float[100 * 80];
        Spectrogram.WriteRawFrames(signal, 16_000, 0, raw);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Spectrogram.WriteRawFrames(signal, 16_000, 0, raw);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[] Noise(int length, int seed, float scale)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => scale * ((2 * random.NextSingle()) - 1))];
    }
}
