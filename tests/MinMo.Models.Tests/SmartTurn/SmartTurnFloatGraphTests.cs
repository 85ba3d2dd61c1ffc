using MinMo.Models.Checkpoints;
using MinMo.Models.SmartTurn;
using MinMo.Testing.Goldens;
using MinMo.Testing.Weights;

namespace MinMo.Models.Tests.SmartTurn;

public sealed class SmartTurnFloatGraphTests : IDisposable
{
    // Measured 0: ONNX Runtime folds the restored weights to the same numbers in both files.
    private const float Tolerance = 1e-6f;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("minmo-turn-");

    private string Published => Path.Combine(_folder.FullName, SmartTurnFloatGraph.PublishedFileName);

    private string Restored => Path.Combine(_folder.FullName, SmartTurnFloatGraph.FileName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Activations_are_no_longer_rounded_and_weights_are()
    {
        var weights = Enumerable.Range(0, 800).Select(static i => (sbyte)((i * 37 % 255) - 127)).ToArray();
        TinyOnnx.WriteQuantizedTurnModel(Published, weights, 0.01f);
        SmartTurnFloatGraph.Write(Published, Restored);
        float[] clip = [.. Enumerable.Range(0, 30_000).Select(static i => MathF.Sin(i * 0.03f))];

        var features = new SmartTurnFeatures().Compute(clip); // [80, 800]
        var expected = features.Select((value, i) => value * (double)weights[i % 800] * 0.01).Sum();
        using var rounded = SmartTurnModel.Load(Published);
        using var restored = SmartTurnModel.Load(Restored);

        Assert.Equal(expected, restored.Assess(clip)[0], 0.05);
        Assert.NotEqual(expected, rounded.Assess(clip)[0], 0.05);
    }

    [Fact]
    public void Published_file_gives_the_float_variant_that_is_handed_around()
    {
        var installed = InstalledWeights.Find("smart-turn");
        Assert.SkipWhen(installed is null, "the weights 'smart-turn' are not installed");
        SmartTurnFloatGraph.Write(Path.Combine(installed!, SmartTurnFloatGraph.PublishedFileName), Restored);
        using var known = SmartTurnModel.Load(Path.Combine(installed!, SmartTurnFloatGraph.FileName));
        using var own = SmartTurnModel.Load(Restored);

        foreach (var pitch in (float[])[0.01f, 0.03f, 0.2f])
        {
            float[] clip = [.. Enumerable.Range(0, 50_000).Select(i => 0.5f * MathF.Sin(i * pitch) * MathF.Sin(i * 0.0004f))];
            Assert.Equal(known.Assess(clip)[0], own.Assess(clip)[0], Tolerance);
        }
    }

    [Fact]
    public void File_that_is_not_quantised_is_refused()
    {
        TinyOnnx.WriteSilero(Published);

        Assert.Throws<CheckpointFormatException>(() => SmartTurnFloatGraph.Write(Published, Restored));
    }
}
