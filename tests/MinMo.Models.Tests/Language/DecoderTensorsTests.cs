using MinMo.Models.Checkpoints;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Testing.Files;
using MinMo.Testing.Weights;

namespace MinMo.Models.Tests.Language;

/// <summary>A folder in the published layout with a tensor less or more.</summary>
public sealed class DecoderTensorsTests : IDisposable
{
    private const string Embedding = "model.embed_tokens.weight";
    private const string Head = "lm_head.weight";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Embedding)]
    [InlineData("model.layers.1.self_attn.k_proj.bias")]
    [InlineData("model.norm.weight")]
    public void A_tensor_that_is_missing_is_named(string missing)
    {
        Write(writer => Copy(writer, name => name != missing));

        Assert.Equal($"there is no tensor '{missing}'", RefusalByTorch().Reason);
        Assert.Equal($"there is no tensor '{missing}'", RefusalByGraph().Reason);
    }

    [Theory]
    [InlineData("model.layers.0.self_attn.q_norm.weight")] // Qwen3
    [InlineData("model.layers.0.self_attn.o_proj.bias")]
    [InlineData("model.layers.99.input_layernorm.weight")]
    [InlineData("score.weight")]
    public void A_tensor_that_is_left_over_is_named(string leftOver)
    {
        Write(writer =>
        {
            Copy(writer, static _ => true);
            writer.Add(leftOver, [1], [1f]);
        });

        Assert.Equal($"a decoder of these sizes has no '{leftOver}'", RefusalByTorch().Reason);
        Assert.Equal($"a decoder of these sizes has no '{leftOver}'", RefusalByGraph().Reason);
    }

    [Fact]
    public void What_follows_from_the_sizes_or_is_tied_may_be_stored_as_well()
    {
        Write(static writer =>
        {
            Copy(writer, static _ => true);
            writer.Add("model.layers.0.self_attn.rotary_emb.inv_freq", [1], [1f]);
            writer.Add(Head, [1], [1f]);
        });
        using var checkpoint = DecoderCheckpoint.Open(_folder.Path);

        using var model = DecoderModel.Load(checkpoint.Weights, checkpoint.Configuration);

        Assert.True(checkpoint.Configuration.TiedEmbeddings);
        Assert.DoesNotContain(model.named_parameters(), static parameter => parameter.name == Head);
    }

    private CheckpointFormatException RefusalByTorch()
    {
        using var checkpoint = DecoderCheckpoint.Open(_folder.Path);
        return Assert.Throws<CheckpointFormatException>(() => DecoderModel.Load(checkpoint.Weights, checkpoint.Configuration));
    }

    private CheckpointFormatException RefusalByGraph()
        => Assert.Throws<CheckpointFormatException>(
            () => new OnnxDecoderFolder(_folder.Of("graph")).EnsureWritten(_folder.Path, WeightPrecision.Int8));

    private void Write(Action<SafetensorsWriter> add)
    {
        File.Copy(Path.Combine(TinyQwen.Folder, "config.json"), _folder.Of("config.json"));
        var writer = new SafetensorsWriter();
        add(writer);
        writer.Save(_folder.Of("model.safetensors"));
    }

    private static void Copy(SafetensorsWriter writer, Predicate<string> wanted)
    {
        using var whole = Checkpoint.Open(TinyQwen.Folder);
        foreach (var (name, entry) in whole.Tensors.Where(tensor => wanted(tensor.Key)))
        {
            writer.Add(name, entry.Shape.AsSpan(), whole.ReadFloat32(name));
        }
    }
}
