using System.Text.Json;
using System.Text.RegularExpressions;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Language;

/// <summary>A low-rank adapter in the layout of PEFT: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</summary>
public sealed class LoraAdapter : IDisposable
{
    /// <summary>Text in the metadata of <c>adapter_model.safetensors</c>: fingerprint of the weights that it was trained on
    /// (<see cref="Bundles.BundlePart.Fingerprint"/>). PEFT does not know it.</summary>
    public const string BaseKey = "minmo_base";

    private const string Prefix = "base_model.model.";
    private const string DownSuffix = ".lora_A.weight";
    private const string UpSuffix = ".lora_B.weight";
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1); // patterns come from strangers

    private readonly SafetensorsFile _weights;
    private readonly Dictionary<string, double> _scales = new(StringComparer.Ordinal);

    private LoraAdapter(SafetensorsFile weights, string configurationFile, JsonElement configuration)
    {
        _weights = weights;
        RefuseUnsupported(configurationFile, configuration);
        foreach (var name in weights.Tensors.Keys)
        {
            if (ModuleOf(name, DownSuffix) is { } module && weights.Tensors.ContainsKey(Prefix + module + UpSuffix))
            {
                _scales.Add(module, ScaleOf(module, weights.Require(name).Shape[0], configuration));
            }
            else if (ModuleOf(name, UpSuffix) is not { } other || !weights.Tensors.ContainsKey(Prefix + other + DownSuffix))
            {
                throw new CheckpointFormatException(weights.Location, 0, $"'{name}' is not half of a low-rank pair");
            }
        }
    }

    /// <summary>Names of the adapted layers, e.g. <c>model.layers.0.self_attn.q_proj</c>.</summary>
    public IReadOnlyCollection<string> Modules => _scales.Keys;

    /// <summary>Fingerprint of the weights that it was trained on; null if the adapter was made elsewhere.</summary>
    public string? Base => _weights.Metadata.TryGetValue(BaseKey, out var fingerprint) ? fingerprint : null;

    /// <summary>Opens an adapter's folder.</summary>
    /// <exception cref="CheckpointFormatException">A file is missing or malformed, or the adapter does more than add
    /// low-rank updates (DoRA, biases, whole modules).</exception>
    public static LoraAdapter Open(string folder)
    {
        var configurationFile = Path.Combine(folder, "adapter_config.json");
        SafetensorsFile? weights = null;
        try
        {
            using var configuration = JsonDocument.Parse(File.ReadAllBytes(configurationFile));
            weights = SafetensorsFile.Open(Path.Combine(folder, "adapter_model.safetensors"));
            return new LoraAdapter(weights, configurationFile, configuration.RootElement);
        }
        catch (Exception exception)
        {
            weights?.Dispose();
            if (exception is JsonException or InvalidOperationException or KeyNotFoundException or FileNotFoundException
                or FormatException or DirectoryNotFoundException or RegexParseException or RegexMatchTimeoutException)
            {
                throw new CheckpointFormatException(configurationFile, 0, exception.Message, exception);
            }

            throw;
        }
    }

    /// <summary>Puts the adapter beside the weights of a model.</summary>
    /// <exception cref="CheckpointFormatException">The model lacks an adapted layer.</exception>
    public void Attach(DecoderModel model)
    {
        var layers = model.AdaptedLayers.ToDictionary(layer => layer.Name, layer => layer.Module, StringComparer.Ordinal);
        foreach (var (module, scale) in _scales)
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            var layer = layers.TryGetValue(module, out var found) ? found : throw Foreign(module);
            layer.Attach(
                _weights.ReadTensor(Prefix + module + DownSuffix), _weights.ReadTensor(Prefix + module + UpSuffix), scale);
        }
    }

    /// <summary>The base weights with the adapter merged in as they are read.</summary>
    /// <param name="weights">With Hugging Face's names; stays the caller's.</param>
    /// <exception cref="CheckpointFormatException">The checkpoint lacks an adapted layer, or shapes do not fit.</exception>
    public ICheckpoint MergeInto(ICheckpoint weights)
    {
        foreach (var module in _scales.Keys)
        {
            if (!weights.Tensors.TryGetValue($"{module}.weight", out var entry))
            {
                throw Foreign(module);
            }

            var (down, up) = (_weights.Require(Prefix + module + DownSuffix), _weights.Require(Prefix + module + UpSuffix));
            if (entry.Shape is not [var outputs, var inputs] || down.Shape is not [var rank, var downInputs]
                || up.Shape is not [var upOutputs, var upRank] || rank != upRank || inputs != downInputs || outputs != upOutputs)
            {
                throw new CheckpointFormatException(_weights.Location, down.Offset, $"the adapter of '{module}' does not fit");
            }
        }

        return new MergedCheckpoint(weights, this);
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();

    /// <summary>Whether a tensor of the base model is adapted.</summary>
    internal bool Adapts(string weight)
        => weight.EndsWith(".weight", StringComparison.Ordinal) && _scales.ContainsKey(weight[..^".weight".Length]);

    /// <summary>W becomes W + s B A, in float32.</summary>
    /// <param name="weight">Name of the tensor in the base model.</param>
    /// <param name="values">W, <c>[outputs, inputs]</c>; changed in place.</param>
    internal void AddTo(string weight, Span<float> values)
    {
        var module = weight[..^".weight".Length];
        using var scope = TorchSharp.torch.NewDisposeScope();
        var down = _weights.ReadTensor(Prefix + module + DownSuffix); // [rank, inputs]
        var up = _weights.ReadTensor(Prefix + module + UpSuffix);     // [outputs, rank]
        var update = up.matmul(down) * _scales[module];               // [outputs, inputs]
        System.Numerics.Tensors.TensorPrimitives.Add(values, update.data<float>().ToArray(), values);
    }

    private static double ScaleOf(string module, long rank, JsonElement configuration)
    {
        var alpha = PatternValue(configuration, "alpha_pattern", module) ?? configuration.GetProperty("lora_alpha").GetDouble();
        var rootOfRank = configuration.TryGetProperty("use_rslora", out var flag) && flag.ValueKind == JsonValueKind.True;
        return alpha / (rootOfRank ? Math.Sqrt(rank) : rank);
    }

    // Keys are regular expressions for the end of the module's name, behind a dot; the first that matches counts.
    private static double? PatternValue(JsonElement configuration, string patterns, string module)
    {
        if (configuration.TryGetProperty(patterns, out var block) && block.ValueKind == JsonValueKind.Object)
        {
            foreach (var pattern in block.EnumerateObject())
            {
                var expression = $@"^(.*\.)?({pattern.Name})$";
                if (Regex.IsMatch(module, expression, RegexOptions.CultureInvariant, PatternTimeout))
                {
                    return pattern.Value.GetDouble();
                }
            }
        }

        return null;
    }

    private static string? ModuleOf(string name, string suffix)
        => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(suffix, StringComparison.Ordinal)
            ? name[Prefix.Length..^suffix.Length]
            : null;

    private static void RefuseUnsupported(string file, JsonElement configuration)
    {
        var unsupported =
            configuration.TryGetProperty("use_dora", out var dora) && dora.ValueKind == JsonValueKind.True ? "DoRA"
            : configuration.TryGetProperty("bias", out var bias) && bias.GetString() is not (null or "none") ? "biases"
            : configuration.TryGetProperty("modules_to_save", out var modules)
                && modules.ValueKind == JsonValueKind.Array && modules.GetArrayLength() > 0 ? "whole modules"
            : null;
        if (unsupported is not null)
        {
            throw new CheckpointFormatException(file, 0, $"adapters with {unsupported} are not supported");
        }
    }

    private CheckpointFormatException Foreign(string module)
        => new(_weights.Location, 0, $"the model has no layer '{module}' to adapt");
}
