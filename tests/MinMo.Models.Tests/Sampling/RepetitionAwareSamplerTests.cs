using CsCheck;
using MinMo.Models.Sampling;

namespace MinMo.Models.Tests.Sampling;

public sealed class RepetitionAwareSamplerTests
{
    private static readonly RepetitionAwareOptions Options = new() { TopK = 5, TopP = 0.9, Window = 4, Share = 0.5 };

    [Fact]
    public void Kept_ids_are_the_first_of_a_stable_sort()
        => Gen.Int[-4, 4].Array[1, 40].Sample(levels =>
        {
            var scores = Array.ConvertAll(levels, level => (float)level);
            int[] sorted = [.. Enumerable.Range(0, scores.Length).OrderByDescending(id => scores[id])];
            int[] kept = [.. new RepetitionAwareSampler(Options, () => 0).Keep(scores, out var probabilities)];

            Assert.Equal(sorted.Take(kept.Length), kept);
            Assert.True(kept.Length <= Options.TopK);
            Assert.True(probabilities[..^1].ToArray().Sum() < Options.TopP);
        });

    [Fact]
    public void An_id_that_fills_its_share_of_the_window_is_not_taken_again()
    {
        var sampler = new RepetitionAwareSampler(Options, () => 0);
        float[] scores = [5, 1, 1];

        Assert.Equal(0, sampler.Next(scores, [1, 0, 1, 2]));
        Assert.Equal(1, sampler.Next(scores, [0, 0, 1, 0]));
        Assert.Equal(0, sampler.Next(scores, [0, 0, 2, 1, 2, 1]));
    }

    [Fact]
    public void A_masked_id_is_never_drawn()
        => Gen.Double[0, 0.999].Sample(uniform =>
            Assert.NotEqual(1, new RepetitionAwareSampler(Options, () => uniform).Next([0, float.NegativeInfinity, 0], [0, 0, 2, 2])));
}
