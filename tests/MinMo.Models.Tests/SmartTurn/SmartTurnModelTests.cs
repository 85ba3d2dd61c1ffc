using MinMo.Models.SmartTurn;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.SmartTurn;

public sealed class SmartTurnModelTests
{
    // Measured 6e-8; other machines may choose other kernels for a batch.
    private const float BatchTolerance = 1e-5f;

    [Fact]
    public void Batch_gives_what_each_turn_gives_alone()
    {
        var folder = InstalledWeights.Find("smart-turn");
        Assert.SkipWhen(folder is null, "the weights 'smart-turn' are not installed");
        using var model = SmartTurnModel.Load(folder!);
        ReadOnlyMemory<float>[] turns = [Tone(8_000, 0.3f), Tone(48_000, 0.1f), Tone(150_000, 0.5f)];

        var together = model.Assess(turns);

        Assert.Equal(3, together.Length);
        for (var turn = 0; turn < turns.Length; turn++)
        {
            Assert.Equal(model.Assess(turns[turn])[0], together[turn], BatchTolerance);
        }
    }

    [Fact]
    public void Only_the_last_eight_seconds_count()
    {
        var features = new SmartTurnFeatures();
        var tail = Tone(SmartTurnFeatures.WindowSamples, 0.2f);

        Assert.Equal(features.Compute(tail), features.Compute([.. Tone(5_000, 0.9f), .. tail]));
    }

    [Fact]
    public void Silence_has_finite_features()
        => Assert.All(new SmartTurnFeatures().Compute([]), value => Assert.True(float.IsFinite(value)));

    // A gliding tone: nothing about it repeats over the window.
    private static float[] Tone(int samples, float level)
        => [.. Enumerable.Range(0, samples).Select(at => level * MathF.Sin(at * (0.05f + (at * 1e-6f))))];
}
