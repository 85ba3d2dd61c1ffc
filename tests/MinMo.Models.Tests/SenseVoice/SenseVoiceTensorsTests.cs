using MinMo.Models.Checkpoints;
using MinMo.Models.Checkpoints.TorchFiles;
using MinMo.Models.SenseVoice;
using MinMo.Testing.Files;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.SenseVoice;

public sealed class SenseVoiceTensorsTests
{
    [Fact]
    public void The_published_sizes_have_the_published_number_of_parameters()
    {
        var tensors = SenseVoiceTensors.Of(new SenseVoiceConfiguration()).ToArray();

        Assert.Equal(233_999_167, tensors.Sum(tensor => tensor.Shape.Aggregate(1L, (product, dimension) => product * dimension)));
        Assert.Equal(tensors.Length, tensors.DistinctBy(tensor => tensor.Name).Count());
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("shifted")] // no inner layers
    [InlineData("trained")]
    public void Names_and_shapes_are_exactly_those_of_a_file_in_the_published_layout(string checkpoint)
    {
        var folder = SenseVoiceFolder.Read(GoldenFolders.Of("sensevoice", "checkpoints", checkpoint));
        using var file = TorchFile.Open(folder.WeightsPath);
        var weights = file.StateDict();

        var ours = SenseVoiceTensors.Of(folder.Configuration).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);

        Assert.Equal(weights.Tensors.Keys.Order(StringComparer.Ordinal), ours.Keys.Order(StringComparer.Ordinal));
        Assert.All(weights.Tensors.Values, entry => Assert.Equal(entry.Shape, ours[entry.Name]));
    }

    [Fact]
    public void The_module_has_the_same_names_and_shapes()
    {
        var configuration = SenseVoiceFolder.Read(GoldenFolders.Of("sensevoice", "checkpoints", "tiny")).Configuration;
        using var model = new SenseVoiceModel(configuration);

        var own = model.named_parameters().ToDictionary(parameter => parameter.name, parameter => parameter.parameter.shape);

        var tensors = SenseVoiceTensors.Of(configuration).ToArray();
        Assert.Equal(tensors.Length, own.Count);
        Assert.All(tensors, tensor => Assert.Equal(tensor.Shape, own[tensor.Name]));
    }

    [Fact]
    public void A_tensor_that_is_missing_or_left_over_is_named()
    {
        using var folder = new TemporaryFolder();
        var configuration = SenseVoiceFolder.Read(GoldenFolders.Of("sensevoice", "checkpoints", "shifted")).Configuration;
        var writer = new SafetensorsWriter();
        foreach (var (name, shape) in SenseVoiceTensors.Of(configuration))
        {
            writer.Add(name, shape, new float[shape.Aggregate(1L, (product, dimension) => product * dimension)]);
        }

        writer.Add("encoder.more", [1], [0f]);
        writer.Save(folder.Of("more.safetensors"));
        using var file = SafetensorsFile.Open(folder.Of("more.safetensors"));

        var leftOver = Assert.Throws<CheckpointFormatException>(() => SenseVoiceTensors.Check(file, configuration));
        var missing = Assert.Throws<CheckpointFormatException>(
            () => SenseVoiceTensors.Check(file, configuration with { LaterLayerCount = configuration.LaterLayerCount + 1 }));

        Assert.Contains("'encoder.more'", leftOver.Message, StringComparison.Ordinal);
        Assert.Contains("tp_encoders", missing.Message, StringComparison.Ordinal);
    }
}
