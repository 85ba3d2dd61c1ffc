using MinMo.Models.Checkpoints;
using MinMo.Models.SenseVoice;
using MinMo.Testing.Files;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.SenseVoice;

public sealed class SenseVoiceFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SenseVoiceFolderTests()
    {
        foreach (var file in Directory.EnumerateFiles(GoldenFolders.Of("sensevoice", "checkpoints", "tiny")))
        {
            File.Copy(file, _folder.Of(Path.GetFileName(file)));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_the_file_of_names_files_have_their_usual_names()
    {
        File.Delete(_folder.Of("configuration.json"));

        var folder = SenseVoiceFolder.Read(_folder.Path);

        Assert.Equal(_folder.Of("model.pt"), folder.WeightsPath);
        Assert.Equal(_folder.Of("am.mvn"), folder.NormalizationPath);
        Assert.Null(folder.GraphPath);
    }

    [Theory]
    [InlineData("am.mvn", "../am.mvn")]
    [InlineData("model.pt", "/etc/passwd")]
    [InlineData("am.mvn", "absent.mvn")]
    public void A_name_that_is_no_file_beside_it_is_refused(string name, string instead)
    {
        Replace("configuration.json", name, instead);

        Assert.Throws<CheckpointFormatException>(() => SenseVoiceFolder.Read(_folder.Path));
    }

    [Theory]
    [InlineData("SenseVoiceEncoderSmall", "ParaformerEncoder")]
    [InlineData("output_size: 32", "output_size: 31")] // heads do not divide it
    [InlineData("output_size: 32", "output_size: -4")]
    [InlineData("kernel_size: 11", "width: 11")]
    [InlineData("sanm_shfit: 0", "sanm_shfit: 9")] // the filter would not reach its own row
    public void A_model_of_another_kind_or_without_a_size_is_refused(string part, string instead)
    {
        Replace("config.yaml", part, instead);

        Assert.Throws<CheckpointFormatException>(() => SenseVoiceFolder.Read(_folder.Path));
    }

    [Fact]
    public void Weights_of_other_sizes_are_refused()
    {
        Replace("config.yaml", "linear_units: 48", "linear_units: 64");

        Assert.Throws<CheckpointFormatException>(() => SenseVoiceFolder.Read(_folder.Path).OpenTorch());
    }

    [Fact]
    public void A_graph_that_is_none_is_refused()
    {
        _folder.Write("model.onnx", "no graph");

        Assert.Throws<CheckpointFormatException>(() => SenseVoiceFolder.Read(_folder.Path).OpenOnnx());
    }

    private void Replace(string file, string part, string instead)
        => _folder.Write(file, File.ReadAllText(_folder.Of(file)).Replace(part, instead, StringComparison.Ordinal));
}
