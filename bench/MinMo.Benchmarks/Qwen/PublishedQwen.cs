using System.Globalization;
using System.Runtime.InteropServices;
using MinMo.Models.Checkpoints;

namespace MinMo.Benchmarks.Qwen;

/// <summary>The folder of Qwen2.5-0.5B-Instruct as it is published, without a tokenizer and with random weights. Names and shapes
/// stand here a second time, independent of the loader that is held against them.</summary>
internal static class PublishedQwen
{
    private const int Width = 896;
    private const int Inner = 4864;
    private const int Layers = 24;
    private const int KeyWidth = 2 * 64;
    private const int Vocabulary = 151_936;
    private const int PieceElements = 1 << 16;

    private const string Configuration = """
        {
          "architectures": ["Qwen2ForCausalLM"],
          "attention_dropout": 0.0,
          "bos_token_id": 151643,
          "eos_token_id": 151645,
          "hidden_act": "silu",
          "hidden_size": 896,
          "initializer_range": 0.02,
          "intermediate_size": 4864,
          "max_position_embeddings": 32768,
          "max_window_layers": 21,
          "model_type": "qwen2",
          "num_attention_heads": 14,
          "num_hidden_layers": 24,
          "num_key_value_heads": 2,
          "rms_norm_eps": 1e-06,
          "rope_theta": 1000000.0,
          "sliding_window": 32768,
          "tie_word_embeddings": true,
          "torch_dtype": "bfloat16",
          "use_cache": true,
          "use_sliding_window": false,
          "vocab_size": 151936
        }
        """;

    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), Configuration);
        var path = Path.Combine(folder, "model.safetensors");
        var writer = new SafetensorsWriter();
        var (tensors, elements) = (0, 0L);
        foreach (var (name, shape) in Tensors())
        {
            var count = shape.Aggregate(1L, static (product, size) => product * size);
            var seed = tensors++;
            elements += count;
            writer.Add(name, ElementType.BFloat16, shape, file => Fill(file, count, name.Contains("norm", StringComparison.Ordinal), seed));
        }

        writer.Save(path);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{tensors} tensors, {elements:N0} parameters, {new FileInfo(path).Length / 1e6:F0} MB written"));
    }

    private static IEnumerable<(string Name, long[] Shape)> Tensors()
    {
        yield return ("model.embed_tokens.weight", [Vocabulary, Width]);
        foreach (var layer in Enumerable.Range(0, Layers).Select(static layer => $"model.layers.{layer}."))
        {
            yield return (layer + "input_layernorm.weight", [Width]);
            yield return (layer + "mlp.down_proj.weight", [Width, Inner]);
            yield return (layer + "mlp.gate_proj.weight", [Inner, Width]);
            yield return (layer + "mlp.up_proj.weight", [Inner, Width]);
            yield return (layer + "post_attention_layernorm.weight", [Width]);
            yield return (layer + "self_attn.k_proj.bias", [KeyWidth]);
            yield return (layer + "self_attn.k_proj.weight", [KeyWidth, Width]);
            yield return (layer + "self_attn.o_proj.weight", [Width, Width]);
            yield return (layer + "self_attn.q_proj.bias", [Width]);
            yield return (layer + "self_attn.q_proj.weight", [Width, Width]);
            yield return (layer + "self_attn.v_proj.bias", [KeyWidth]);
            yield return (layer + "self_attn.v_proj.weight", [KeyWidth, Width]);
        }

        yield return ("model.norm.weight", [Width]);
    }

    // Weights about as large as those of the public model, norms near one. Every tensor differs: ONNX Runtime keeps equal ones once.
    private static void Fill(Stream file, long count, bool isNorm, int seed)
    {
        var (centre, spread) = isNorm ? (1f, 0.2f) : (0f, 0.07f);
        var random = new Random(seed);
        var piece = new ushort[PieceElements];
        for (long done = 0; done < count; done += piece.Length)
        {
            var part = piece.AsSpan(0, (int)Math.Min(piece.Length, count - done));
            foreach (ref var element in part)
            {
                element = (ushort)(BitConverter.SingleToUInt32Bits(centre + ((random.NextSingle() - 0.5f) * spread)) >> 16);
            }

            file.Write(MemoryMarshal.AsBytes(part));
        }
    }
}
