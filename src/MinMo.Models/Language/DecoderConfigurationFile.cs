using System.Text.Json;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Language;

/// <summary>Reads <c>config.json</c> of Llama and Qwen2 checkpoints, as written by transformers up to 4 and from 5 on.</summary>
public static class DecoderConfigurationFile
{
    private const string FileName = "config.json";
    private const double DefaultTheta = 10_000; // transformers, when the key is absent

    /// <summary>Reads the file in a checkpoint's folder.</summary>
    /// <exception cref="CheckpointFormatException">There is none, it is malformed, or it asks for what is not
    /// supported: another architecture, activation, rotary scaling, or a sliding window.</exception>
    public static DecoderConfiguration Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Parse(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException
            or KeyNotFoundException or FileNotFoundException or DirectoryNotFoundException or OverflowException)
        {
            throw new CheckpointFormatException(path, 0, exception.Message, exception);
        }
    }

    /// <summary>Reads a rotary scaling object, the value of <c>rope_scaling</c> or <c>rope_parameters</c>.</summary>
    /// <exception cref="FormatException">The type is not supported.</exception>
    /// <exception cref="KeyNotFoundException">A number is missing.</exception>
    internal static RotaryScaling? ParseScaling(JsonElement? block, int contextLength)
    {
        if (block is not { ValueKind: JsonValueKind.Object } scaling)
        {
            return null;
        }

        var type = (Find(scaling, "rope_type") ?? Find(scaling, "type"))?.GetString() ?? "default";
        return type switch
        {
            "default" => null,
            "linear" => new RotaryScaling.Linear(Required(scaling, "factor")),
            "llama3" => new RotaryScaling.Llama3(
                Required(scaling, "factor"),
                Required(scaling, "low_freq_factor"),
                Required(scaling, "high_freq_factor"),
                (int)Required(scaling, "original_max_position_embeddings")),
            "yarn" => ParseYarn(scaling, contextLength),
            _ => throw new FormatException($"rotary scaling of type '{type}' is not supported"),
        };
    }

    // transformers 4.5x ignores "factor" when the original length is given; the model card means it (model-qwen2 4).
    private static RotaryScaling.Yarn ParseYarn(JsonElement scaling, int contextLength)
    {
        if ((Number(scaling, "mscale") ?? Number(scaling, "mscale_all_dim")) is not null)
        {
            throw new FormatException("YaRN with 'mscale' is not supported");
        }

        return new RotaryScaling.Yarn(
            Required(scaling, "factor"),
            (int)(Number(scaling, "original_max_position_embeddings") ?? contextLength),
            Number(scaling, "beta_fast") ?? 32,
            Number(scaling, "beta_slow") ?? 1,
            Number(scaling, "attention_factor"));
    }

    private static DecoderConfiguration Parse(JsonElement json)
    {
        var architecture = Find(json, "model_type")?.GetString();
        Refuse(architecture is not ("llama" or "qwen2"), $"model_type '{architecture}' is not supported");
        Refuse(Find(json, "hidden_act")?.GetString() is not (null or "silu"), "only the activation 'silu' is supported");
        Refuse(Flag(json, "use_sliding_window"), "a sliding window is not supported");
        Refuse(Number(json, "partial_rotary_factor") is not (null or 1), "a partial rotary embedding is not supported");
        var hidden = Integer(json, "hidden_size");
        var heads = Integer(json, "num_attention_heads");
        var attentionBias = Flag(json, "attention_bias");
        var configuration = new DecoderConfiguration
        {
            HiddenSize = hidden,
            LayerCount = Integer(json, "num_hidden_layers"),
            HeadCount = heads,
            KeyValueHeadCount = IntegerOr(json, "num_key_value_heads", heads),
            HeadSize = IntegerOr(json, "head_dim", heads > 0 ? hidden / heads : 0),
            FeedForwardSize = Integer(json, "intermediate_size"),
            VocabularySize = Integer(json, "vocab_size"),
            NormEpsilon = Required(json, "rms_norm_eps"),
            Rotary = ParseRotary(json),
            TiedEmbeddings = Flag(json, "tie_word_embeddings"),
            QueryKeyValueBias = architecture == "qwen2" || attentionBias,
            OutputBias = architecture == "llama" && attentionBias,
            FeedForwardBias = Flag(json, "mlp_bias"),
            ContextLength = IntegerOr(json, "max_position_embeddings", 0),
        };
        RefuseImpossible(configuration);
        return configuration;
    }

    // Up to transformers 4 theta stands beside the scaling, from 5 on inside of it.
    private static RotaryConfiguration ParseRotary(JsonElement json)
    {
        var parameters = Find(json, "rope_parameters");
        var theta = parameters is { ValueKind: JsonValueKind.Object } inner ? Number(inner, "rope_theta") : null;
        return new RotaryConfiguration(
            theta ?? Number(json, "rope_theta") ?? DefaultTheta,
            ParseScaling(parameters ?? Find(json, "rope_scaling"), IntegerOr(json, "max_position_embeddings", 0)));
    }

    private static void RefuseImpossible(DecoderConfiguration configuration)
    {
        int[] sizes =
        [
            configuration.HiddenSize, configuration.LayerCount, configuration.HeadCount,
            configuration.KeyValueHeadCount, configuration.HeadSize, configuration.FeedForwardSize,
            configuration.VocabularySize,
        ];
        Refuse(sizes.Any(size => size < 1), "a size is below 1");
        Refuse(configuration.HeadCount % configuration.KeyValueHeadCount != 0, "heads are no multiple of key/value heads");
        Refuse(configuration.HeadSize % 2 != 0, "the head size is odd");
        Refuse(configuration.NormEpsilon <= 0 || configuration.Rotary.Theta <= 0, "epsilon and theta must be above 0");
    }

    private static void Refuse(bool condition, string reason)
    {
        if (condition)
        {
            throw new FormatException(reason);
        }
    }

    private static JsonElement? Find(JsonElement json, string key)
        => json.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static double? Number(JsonElement json, string key) => Find(json, key)?.GetDouble();

    private static double Required(JsonElement json, string key)
        => Number(json, key) ?? throw new KeyNotFoundException($"the key '{key}' is missing");

    private static int Integer(JsonElement json, string key)
        => Find(json, key)?.GetInt32() ?? throw new KeyNotFoundException($"the key '{key}' is missing");

    private static int IntegerOr(JsonElement json, string key, int absent) => Find(json, key)?.GetInt32() ?? absent;

    private static bool Flag(JsonElement json, string key) => Find(json, key)?.GetBoolean() ?? false;
}
