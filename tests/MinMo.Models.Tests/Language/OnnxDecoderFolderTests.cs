using MinMo.Models.Checkpoints;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Language;

public sealed class OnnxDecoderFolderTests : IDisposable
{
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("minmo-folder-");

    public static TheoryData<RotaryScaling?> Scalings =>
    [
        (RotaryScaling?)null,
        new RotaryScaling.Linear(2),
        new RotaryScaling.Llama3(8, 1, 4, 64),
        new RotaryScaling.Yarn(4, 64, AttentionFactor: 1.1),
        new RotaryScaling.Divided([1, 2, 3, 4, 5, 6, 7, 8]),
    ];

    public void Dispose() => _temporary.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Scalings))]
    public void Configuration_survives_the_folder(RotaryScaling? scaling)
    {
        var configuration = Small with { Rotary = new RotaryConfiguration(10_000, scaling) };
        using var weights = new RandomCheckpoint(configuration);
        var folder = new OnnxDecoderFolder(_temporary.FullName);

        folder.Write(weights, configuration, WeightPrecision.Float32);

        Assert.True(folder.Holds(WeightPrecision.Float32));
        Assert.False(folder.Holds(WeightPrecision.Int8));
        using var decoder = OnnxDecoder.Open(folder, 1, 4);
        Assert.Equal(configuration, decoder.Configuration);
    }

    [Fact]
    public void Folder_whose_description_is_missing_is_not_complete_and_not_opened()
    {
        using var weights = new RandomCheckpoint(Small);
        var folder = new OnnxDecoderFolder(_temporary.FullName);
        folder.Write(weights, Small, WeightPrecision.Int8);

        File.Delete(Path.Combine(folder.Path, "decoder.json"));

        Assert.False(folder.Holds(WeightPrecision.Int8));
        Assert.Throws<CheckpointFormatException>(() => OnnxDecoder.Open(folder, 1, 4));
    }

    [Fact]
    public void Files_that_are_there_are_not_written_again()
    {
        var checkpoint = GoldenFolders.Of("llama", "checkpoints", "tied");
        var folder = new OnnxDecoderFolder(_temporary.FullName);
        folder.EnsureWritten(checkpoint, WeightPrecision.Int8);
        var graph = Path.Combine(folder.Path, "decoder.onnx");
        File.WriteAllText(graph, "marked");

        folder.EnsureWritten(checkpoint, WeightPrecision.Int8);
        var kept = File.ReadAllText(graph);
        folder.EnsureWritten(checkpoint, WeightPrecision.Float32);

        Assert.Equal("marked", kept);
        Assert.NotEqual("marked", File.ReadAllText(graph));
    }

    [Fact]
    public void Checkpoint_of_another_shape_is_refused()
    {
        using var weights = new RandomCheckpoint(Small);
        var folder = new OnnxDecoderFolder(_temporary.FullName);

        Assert.Throws<CheckpointFormatException>(
            () => folder.Write(weights, Small with { HiddenSize = 48 }, WeightPrecision.Int8));
        Assert.Throws<CheckpointFormatException>(
            () => folder.Write(weights, Small with { QueryKeyValueBias = true }, WeightPrecision.Int8));
    }

    private static DecoderConfiguration Small => new()
    {
        HiddenSize = 32,
        LayerCount = 1,
        HeadCount = 2,
        KeyValueHeadCount = 1,
        HeadSize = 16,
        FeedForwardSize = 32,
        VocabularySize = 20,
        NormEpsilon = 1e-5,
        Rotary = new RotaryConfiguration(10_000),
        TiedEmbeddings = true,
    };
}
