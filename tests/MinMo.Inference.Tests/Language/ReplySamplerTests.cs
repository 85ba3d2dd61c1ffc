using MinMo.Abstractions.Settings;
using MinMo.Inference.Language;

namespace MinMo.Inference.Tests.Language;

public sealed class ReplySamplerTests
{
    private static readonly float[] Logits = [1f, 3f, 2.9f, -1f];

    private readonly ReplySampler _sampler = new(usualPenalty: 1.15f);

    [Fact]
    public void Temperature_zero_takes_the_likeliest_token()
        => Assert.Equal(1, Choose(new ReplySettings { Temperature = 0 }, position: 5));

    [Fact]
    public void A_token_of_the_reply_is_penalised()
        => Assert.Equal(2, _sampler.Choose(Logits, [1], new ReplySettings { Temperature = 0 }, position: 5));

    [Fact]
    public void The_same_seed_and_position_draw_the_same_token_whatever_was_drawn_before()
    {
        var warm = new ReplySettings { Temperature = 1, TopP = 1, Seed = 3 };
        var drawn = Enumerable.Range(0, 50).Select(position => Choose(warm, position)).ToArray();
        var again = Enumerable.Range(0, 50).Reverse().Select(position => Choose(warm, position)).Reverse();

        Assert.Equal(drawn, again);
        Assert.True(drawn.Distinct().Count() > 1);
    }

    [Fact]
    public void Draws_follow_the_probabilities()
    {
        var warm = new ReplySettings { Temperature = 1, TopP = 1, Seed = 8 };
        var weights = Logits.Select(static logit => Math.Exp(logit)).ToArray();
        var counts = new int[Logits.Length];
        for (var position = 0; position < 10_000; position++)
        {
            counts[Choose(warm, position)]++;
        }

        // Four standard deviations of a share of 10,000 draws are below 0.02.
        Assert.All(counts.Index(), entry => Assert.Equal(
            weights[entry.Index] / weights.Sum(), entry.Item / 10_000.0, tolerance: 0.02));
    }

    private int Choose(ReplySettings settings, int position) => _sampler.Choose(Logits, [], settings, position);
}
