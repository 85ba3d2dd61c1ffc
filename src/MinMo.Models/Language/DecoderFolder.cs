using System.Text.Json;
using MinMo.Models.Checkpoints;
using static TorchSharp.torch;

namespace MinMo.Models.Language;

/// <summary>Writes a decoder in the layout of Hugging Face: <c>config.json</c> and <c>model.safetensors</c>, which
/// <see cref="DecoderCheckpoint"/> reads.</summary>
public static class DecoderFolder
{
    /// <summary>Name of the embedding in the files.</summary>
    public const string EmbeddingName = DecoderTensors.Embedding;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>Writes a decoder of the Qwen2 architecture, replacing one that is there.</summary>
    /// <param name="model">Without adapters.</param>
    /// <param name="folder">Exists.</param>
    /// <param name="type">Float32 or half precision.</param>
    /// <exception cref="NotSupportedException">The sizes are not of that architecture.</exception>
    public static void Write(DecoderModel model, string folder, ElementType type = ElementType.Float32)
    {
        var sizes = model.Configuration;
        if (!sizes.QueryKeyValueBias || sizes.OutputBias || sizes.FeedForwardBias || sizes.Rotary.Scaling is not null)
        {
            throw new NotSupportedException("only decoders of the Qwen2 architecture without rotary scaling are written");
        }

        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(Describe(sizes), Format));
        var writer = new SafetensorsWriter();
        foreach (var (name, parameter) in model.named_parameters())
        {
            using var scope = NewDisposeScope();
            var stored = parameter.detach().cpu().to(type == ElementType.Float16 ? ScalarType.Float16 : ScalarType.Float32);
            writer.Add(name, type, stored.shape, stored.contiguous().bytes);
        }

        writer.Save(Path.Combine(folder, "model.safetensors"));
    }

    private static Dictionary<string, object> Describe(DecoderConfiguration sizes) => new()
    {
        ["architectures"] = new[] { "Qwen2ForCausalLM" },
        ["model_type"] = "qwen2",
        ["hidden_act"] = "silu",
        ["hidden_size"] = sizes.HiddenSize,
        ["num_hidden_layers"] = sizes.LayerCount,
        ["num_attention_heads"] = sizes.HeadCount,
        ["num_key_value_heads"] = sizes.KeyValueHeadCount,
        ["head_dim"] = sizes.HeadSize,
        ["intermediate_size"] = sizes.FeedForwardSize,
        ["vocab_size"] = sizes.VocabularySize,
        ["rms_norm_eps"] = sizes.NormEpsilon,
        ["rope_theta"] = sizes.Rotary.Theta,
        ["tie_word_embeddings"] = sizes.TiedEmbeddings,
        ["max_position_embeddings"] = sizes.ContextLength,
    };
}
