using CsCheck;
using MinMo.Models.Sampling;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Sampling;

public sealed class TokenSamplerTests
{
    private static readonly float[] Logits = [1f, 3f, -2f, 2.5f, 0f];

    [Fact]
    public void Greedy_choice_keeps_the_repetition_penalty_and_applies_it_once_an_id()
    {
        var sampler = new TokenSampler(SamplingOptions.Greedy with { RepetitionPenalty = 1.1 }, seed: 1);

        Assert.Equal(1, sampler.Next(Logits, [])); // 3 is the largest
        Assert.Equal(1, sampler.Next(Logits, [1, 1, 1])); // 3 / 1.1 still is, 3 / 1.331 would not be
        Assert.Equal(3, new TokenSampler(SamplingOptions.Greedy with { RepetitionPenalty = 1.3 }, seed: 1).Next(Logits, [1]));
    }

    [Fact]
    public void Of_equal_scores_greedy_choice_takes_the_first()
        => Assert.Equal(1, new TokenSampler(SamplingOptions.Greedy, seed: 1).Next([0f, 2f, 2f], []));

    [Fact]
    public void The_same_seed_draws_the_same_tokens()
    {
        static int[] Draw(int seed)
        {
            var sampler = new TokenSampler(new SamplingOptions(), seed);
            return [.. Enumerable.Range(0, 50).Select(_ => sampler.Next(Logits, []))];
        }

        Assert.Equal(Draw(7), Draw(7));
        Assert.NotEqual(Draw(7), Draw(8));
    }

    [Fact]
    public void Draws_follow_the_probabilities()
    {
        var sampler = new TokenSampler(new SamplingOptions { TopK = 3 }, seed: 5);
        var counts = new int[Logits.Length];
        const int Draws = 20_000;
        for (var i = 0; i < Draws; i++)
        {
            counts[sampler.Next(Logits, [])]++;
        }

        var total = Math.Exp(1) + Math.Exp(3) + Math.Exp(2.5);
        Assert.Equal((0, 0), (counts[2], counts[4]));
        Assert.InRange(counts[1] / (double)Draws, (Math.Exp(3) / total) - 0.015, (Math.Exp(3) / total) + 0.015);
        Assert.InRange(counts[0] / (double)Draws, (Math.Exp(1) / total) - 0.01, (Math.Exp(1) / total) + 0.01);
    }

    [Fact]
    public void Ids_that_have_no_score_do_not_matter_in_the_history()
    {
        var sampler = new TokenSampler(SamplingOptions.Greedy with { RepetitionPenalty = 2 }, seed: 1);

        Assert.Equal(1, sampler.Next(Logits, [-1, 5, int.MaxValue]));
    }

    [Fact]
    public void The_threshold_of_top_k_is_found_as_by_sorting()
        => Gen.Select(Gen.Int[-40, 40].Array[1, 150], Gen.Int[1, 150]).Sample((numbers, rank) =>
        {
            var values = Array.ConvertAll(numbers, number => number / 4f); // with ties
            var k = 1 + (rank % values.Length);
            var descending = values.OrderDescending().ToArray();
            return Selection.KthLargest(values, k, new float[values.Length]) == descending[k - 1];
        });

    [Fact]
    public void At_least_one_token_is_left_and_probabilities_sum_to_one()
        => Gen.Select(Gen.Float[-30, 30].Array[1, 80], Gen.Int[0, 90], Gen.Double[0.001, 1], Gen.Double[0.05, 3]).Sample(
            (logits, k, p, temperature) =>
            {
                var options = new SamplingOptions { TopK = k, TopP = p, Temperature = temperature };
                var scores = new float[logits.Length];
                new TokenSampler(options, seed: 1).Filter(logits, [], scores);
                TokenSampler.Normalize(scores);

                // Of equal best scores top-p may keep only one.
                float best = logits.Max();
                return scores.Where((_, id) => logits[id] == best).Max() > 0 && Math.Abs(scores.Sum(value => (double)value) - 1) < 1e-5;
            });

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, 1.5)]
    [InlineData(double.NaN, 1, 1)]
    public void Options_outside_their_ranges_are_refused(double penalty, double temperature, double topP)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(
            new SamplingOptions { RepetitionPenalty = penalty, Temperature = temperature, TopP = topP }, seed: 1));

    [Fact]
    public void A_checkpoint_says_how_it_is_sampled_and_where_it_stops()
    {
        var settings = GenerationSettings.Read(GoldenFolders.Of("qwen2", "checkpoints", "chat"));

        Assert.Equal([1758, 1756], settings.StopIds);
        Assert.Equal(
            new SamplingOptions { RepetitionPenalty = 1.1, Temperature = 0.7, TopK = 20, TopP = 0.8 }, settings.Sampling);
    }
}
