using CsCheck;
using MinMo.Models.Whisper;

namespace MinMo.Models.Tests.Whisper;

public sealed class SpeechCutterTests
{
    private const int Longest = 48_000;

    [Fact]
    public void Parts_follow_one_another_and_none_is_too_long()
        => Gen.Select(Gen.Int[1, 400_000], Gen.Int[0, 1_000]).Sample((length, seed) =>
        {
            var parts = SpeechCutter.Cut(Noise(length, seed), Longest);

            var position = 0;
            foreach (var part in parts)
            {
                var (start, count) = part.GetOffsetAndLength(length);
                Assert.Equal(position, start);
                Assert.InRange(count, 1, Longest);
                position += count;
            }

            Assert.Equal(length, position);
        }, iter: 50);

    [Fact]
    public void The_cut_lies_in_the_pause()
    {
        var samples = Noise(80_000, seed: 4);
        samples.AsSpan(40_000, 4_000).Clear();

        var parts = SpeechCutter.Cut(samples, Longest);

        Assert.Equal(2, parts.Count);
        Assert.InRange(parts[0].End.Value, 40_000, 44_000);
    }

    [Fact]
    public void What_fits_is_not_cut()
        => Assert.Equal([0..Longest], SpeechCutter.Cut(Noise(Longest, seed: 1), Longest));

    private static float[] Noise(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
    }
}
