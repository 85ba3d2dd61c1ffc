using System.Text.Json.Nodes;
using MinMo.Models.Checkpoints;
using MinMo.Models.Language;

namespace MinMo.Models.Tests.Language;

public sealed class DecoderConfigurationFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("minmo-config-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Keys_that_old_files_lack_take_the_reference_defaults()
    {
        var configuration = Read(Llama());

        Assert.Equal(8, configuration.KeyValueHeadCount);
        Assert.Equal(8, configuration.HeadSize);
        Assert.Equal(new RotaryConfiguration(10_000), configuration.Rotary);
        Assert.False(configuration.TiedEmbeddings);
        Assert.False(configuration.QueryKeyValueBias);
    }

    [Fact]
    public void Rotary_parameters_of_new_files_win_over_the_default_theta()
    {
        var json = Llama();
        json["rope_parameters"] = new JsonObject { ["rope_theta"] = 130_000.0, ["rope_type"] = "linear", ["factor"] = 2.0 };

        Assert.Equal(new RotaryConfiguration(130_000, new RotaryScaling.Linear(2)), Read(json).Rotary);
    }

    [Fact]
    public void Attention_bias_of_llama_covers_the_output_and_that_of_qwen2_does_not()
    {
        var llama = Llama();
        llama["attention_bias"] = true;
        var qwen2 = Llama();
        qwen2["model_type"] = "qwen2";

        Assert.True(Read(llama) is { QueryKeyValueBias: true, OutputBias: true });
        Assert.True(Read(qwen2) is { QueryKeyValueBias: true, OutputBias: false });
    }

    [Theory]
    [InlineData("model_type", "\"mamba\"")]
    [InlineData("hidden_act", "\"gelu\"")]
    [InlineData("use_sliding_window", "true")]
    [InlineData("partial_rotary_factor", "0.5")]
    [InlineData("rope_scaling", """{"rope_type": "longrope", "factor": 2}""")]
    [InlineData("rope_scaling", """{"rope_type": "linear"}""")]
    [InlineData("num_key_value_heads", "3")]
    [InlineData("head_dim", "7")]
    [InlineData("hidden_size", "0")]
    [InlineData("hidden_size", "\"64\"")]
    [InlineData("hidden_size", "null")]
    public void What_is_not_supported_is_refused(string key, string value)
    {
        var json = Llama();
        json[key] = JsonNode.Parse(value);

        Assert.Throws<CheckpointFormatException>(() => Read(json));
    }

    [Fact]
    public void Folder_without_the_file_is_refused()
        => Assert.Throws<CheckpointFormatException>(() => DecoderConfigurationFile.Read(_folder.FullName));

    private DecoderConfiguration Read(JsonObject json)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "config.json"), json.ToJsonString());
        return DecoderConfigurationFile.Read(_folder.FullName);
    }

    private static JsonObject Llama() => new()
    {
        ["model_type"] = "llama",
        ["hidden_size"] = 64,
        ["intermediate_size"] = 96,
        ["num_hidden_layers"] = 2,
        ["num_attention_heads"] = 8,
        ["vocab_size"] = 100,
        ["rms_norm_eps"] = 1e-5,
    };
}
