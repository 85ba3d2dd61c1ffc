using MinMo.Models.Checkpoints;
using MinMo.Models.Checkpoints.Gguf;

namespace MinMo.Models.Language;

/// <summary>Names and shapes of a decoder's tensors, as Hugging Face's.</summary>
internal static class DecoderTensors
{
    public const string Embedding = "model.embed_tokens.weight";
    public const string Norm = "model.norm.weight";
    public const string Head = "lm_head.weight";

    private const string RotaryFrequencies = ".rotary_emb.inv_freq";

    /// <exception cref="CheckpointFormatException">A tensor is missing, has another shape, or has no place in a decoder of these
    /// sizes: ignoring it would change what the model computes.</exception>
    public static void Check(ICheckpoint checkpoint, DecoderConfiguration configuration, string prefix)
    {
        foreach (var (name, shape) in Of(configuration))
        {
            checkpoint.Require(prefix + name, shape);
        }

        HashSet<string> known = [.. Of(configuration).Select(tensor => prefix + tensor.Name)];
        if (checkpoint.Tensors.Keys.FirstOrDefault(name => IsForeign(name, prefix, known)) is { } foreign)
        {
            throw new CheckpointFormatException(
                checkpoint.Location, checkpoint.Tensors[foreign].Offset, $"a decoder of these sizes has no '{foreign}'");
        }
    }

    /// <summary>All tensors, layer after layer; fails late on absurd layer counts since nothing is made in advance.</summary>
    public static IEnumerable<(string Name, long[] Shape)> Of(DecoderConfiguration configuration)
    {
        long d = configuration.HiddenSize;
        yield return (Embedding, [configuration.VocabularySize, d]);
        for (var layer = 0; layer < configuration.LayerCount; layer++)
        {
            yield return (NameOf(layer, "input_layernorm.weight"), [d]);
            yield return (NameOf(layer, "post_attention_layernorm.weight"), [d]);
            foreach (var (name, outputs, inputs, bias) in LinearLayers(configuration))
            {
                yield return (NameOf(layer, $"{name}.weight"), [outputs, inputs]);
                if (bias)
                {
                    yield return (NameOf(layer, $"{name}.bias"), [outputs]);
                }
            }
        }

        yield return (Norm, [d]);
        if (!configuration.TiedEmbeddings)
        {
            yield return (Head, [configuration.VocabularySize, d]);
        }
    }

    /// <summary>The full name of a layer's tensor.</summary>
    public static string NameOf(int layer, string name) => $"model.layers.{layer}.{name}";

    private static IEnumerable<(string Name, long Outputs, long Inputs, bool Bias)> LinearLayers(DecoderConfiguration c)
        =>
        [
            ("self_attn.q_proj", c.QueryWidth, c.HiddenSize, c.QueryKeyValueBias),
            ("self_attn.k_proj", c.KeyValueWidth, c.HiddenSize, c.QueryKeyValueBias),
            ("self_attn.v_proj", c.KeyValueWidth, c.HiddenSize, c.QueryKeyValueBias),
            ("self_attn.o_proj", c.HiddenSize, c.QueryWidth, c.OutputBias),
            ("mlp.gate_proj", c.FeedForwardSize, c.HiddenSize, c.FeedForwardBias),
            ("mlp.up_proj", c.FeedForwardSize, c.HiddenSize, c.FeedForwardBias),
            ("mlp.down_proj", c.HiddenSize, c.FeedForwardSize, c.FeedForwardBias),
        ];

    // A tied model's output layer is its embedding, whatever else is stored; rotary frequencies follow from the sizes, or are read
    // as part of them (the factors in GGUF files).
    private static bool IsForeign(string name, string prefix, HashSet<string> known)
        => name.StartsWith(prefix, StringComparison.Ordinal) && !known.Contains(name)
            && name != prefix + Head && name != GgufTensorNames.RopeFactors
            && !name.EndsWith(RotaryFrequencies, StringComparison.Ordinal);
}
