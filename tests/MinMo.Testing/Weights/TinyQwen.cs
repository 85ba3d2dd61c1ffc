using System.Text.Json;
using MinMo.Models.Checkpoints;
using MinMo.Testing.Goldens;

namespace MinMo.Testing.Weights;

/// <summary>The golden Qwen2 checkpoint with a tokenizer, as one GGUF file.</summary>
public static class TinyQwen
{
    private static readonly Dictionary<string, string> LayerNames = new(StringComparer.Ordinal)
    {
        ["input_layernorm"] = "attn_norm",
        ["post_attention_layernorm"] = "ffn_norm",
        ["self_attn.q_proj"] = "attn_q",
        ["self_attn.k_proj"] = "attn_k",
        ["self_attn.v_proj"] = "attn_v",
        ["self_attn.o_proj"] = "attn_output",
        ["mlp.gate_proj"] = "ffn_gate",
        ["mlp.up_proj"] = "ffn_up",
        ["mlp.down_proj"] = "ffn_down",
    };

    /// <summary>The checkpoint in the Hugging Face layout.</summary>
    public static string Folder { get; } = GoldenFolders.Of("qwen2", "checkpoints", "chat");

    /// <summary>Writes the same model and tokenizer as GGUF.</summary>
    public static void WriteGguf(string path)
    {
        using var checkpoint = SafetensorsFile.Open(Path.Combine(Folder, "model.safetensors"));
        var writer = new GgufWriter();
        AddSizes(writer);
        AddTokenizer(writer, (int)checkpoint.Tensors["model.embed_tokens.weight"].Shape[0]);
        foreach (var (name, entry) in checkpoint.Tensors)
        {
            var values = new float[entry.ElementCount];
            checkpoint.ReadFloat32(name, values);
            writer.Add(NameOf(name), [.. entry.Shape], values);
        }

        writer.Save(path);
    }

    private static void AddSizes(GgufWriter writer)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "config.json")));
        var json = document.RootElement;
        uint Size(string key) => json.GetProperty(key).GetUInt32();
        writer.Add("general.architecture", "qwen2");
        writer.Add("qwen2.block_count", Size("num_hidden_layers"));
        writer.Add("qwen2.context_length", Size("max_position_embeddings"));
        writer.Add("qwen2.embedding_length", Size("hidden_size"));
        writer.Add("qwen2.feed_forward_length", Size("intermediate_size"));
        writer.Add("qwen2.attention.head_count", Size("num_attention_heads"));
        writer.Add("qwen2.attention.head_count_kv", Size("num_key_value_heads"));
        writer.Add("qwen2.attention.layer_norm_rms_epsilon", json.GetProperty("rms_norm_eps").GetSingle());
        writer.Add("qwen2.rope.freq_base", json.GetProperty("rope_theta").GetSingle());
    }

    private static void AddTokenizer(GgufWriter writer, int rows)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "tokenizer.json")));
        var model = document.RootElement.GetProperty("model");
        var tokens = Enumerable.Range(0, rows).Select(static id => $"[unused{id}]").ToArray();
        var types = Enumerable.Repeat(5, rows).ToArray(); // unused
        foreach (var token in model.GetProperty("vocab").EnumerateObject())
        {
            (tokens[token.Value.GetInt32()], types[token.Value.GetInt32()]) = (token.Name, 1); // normal
        }

        foreach (var token in document.RootElement.GetProperty("added_tokens").EnumerateArray())
        {
            var id = token.GetProperty("id").GetInt32();
            (tokens[id], types[id]) = (token.GetProperty("content").GetString()!, 3); // control
        }

        writer.Add("tokenizer.ggml.model", "gpt2");
        writer.Add("tokenizer.ggml.pre", "qwen2");
        writer.Add("tokenizer.ggml.tokens", tokens);
        writer.Add("tokenizer.ggml.token_type", types);
        writer.Add("tokenizer.ggml.merges", [.. model.GetProperty("merges").EnumerateArray().Select(static merge =>
            merge.ValueKind == JsonValueKind.String ? merge.GetString()! : $"{merge[0].GetString()} {merge[1].GetString()}")]);
    }

    private static string NameOf(string name)
    {
        if (!name.StartsWith("model.layers.", StringComparison.Ordinal))
        {
            return name switch
            {
                "model.embed_tokens.weight" => "token_embd.weight",
                "model.norm.weight" => "output_norm.weight",
                _ => "output.weight",
            };
        }

        var parts = name["model.layers.".Length..].Split('.', 2);
        var dot = parts[1].LastIndexOf('.');
        return $"blk.{parts[0]}.{LayerNames[parts[1][..dot]]}{parts[1][dot..]}";
    }
}
