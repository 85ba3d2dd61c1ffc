using System.Text.Json.Nodes;
using MinMo.Models.Checkpoints;
using MinMo.Models.Language;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Lora;

/// <summary>Fresh adapters beside a model's weights, and their files.</summary>
internal static class LoraWeights
{
    private const string Prefix = "base_model.model.";

    /// <summary>Attaches updates that are zero at first: A drawn, B zero (arXiv 2106.09685, section 4.1).</summary>
    public static void Attach(DecoderModel model, LoraSettings settings, int seed)
    {
        using var generator = new Generator((ulong)seed);
        foreach (var (_, layer) in Adapted(model, settings))
        {
            using var scope = NewDisposeScope();
            var (outputs, inputs) = (layer.Weight.shape[0], layer.Weight.shape[1]);
            var down = randn([settings.Rank, inputs], generator: generator) / Math.Sqrt(inputs);
            layer.Attach(down, zeros(outputs, settings.Rank), settings.Alpha / settings.Rank);
        }
    }

    /// <summary>Names as PEFT gives them, and parameters.</summary>
    public static IReadOnlyList<(string Name, Parameter Value)> Named(DecoderModel model)
        => [.. model.AdaptedLayers.Where(static layer => layer.Module.HasAdapter).SelectMany(static layer => new[]
        {
            ($"{Prefix}{layer.Name}.lora_A.weight", layer.Module.AdapterParameters[0]),
            ($"{Prefix}{layer.Name}.lora_B.weight", layer.Module.AdapterParameters[1]),
        })];

    /// <summary>Writes <c>adapter_config.json</c> and, in half precision, <c>adapter_model.safetensors</c>.</summary>
    public static void Save(string folder, DecoderModel model, LoraSettings settings, LoraBase adapted)
    {
        var writer = new SafetensorsWriter();
        foreach (var (name, value) in Named(model))
        {
            using var scope = NewDisposeScope();
            var half = value.detach().to(ScalarType.Float16).contiguous();
            writer.Add(name, ElementType.Float16, half.shape, half.bytes);
        }

        writer.SetMetadata("format", "pt");
        writer.SetMetadata(LoraAdapter.BaseKey, adapted.Fingerprint);
        writer.Save(Path.Combine(folder, "adapter_model.safetensors"));
        var configuration = new JsonObject
        {
            ["peft_type"] = "LORA",
            ["task_type"] = "CAUSAL_LM",
            ["base_model_name_or_path"] = adapted.Name,
            ["r"] = settings.Rank,
            ["lora_alpha"] = settings.Alpha,
            ["lora_dropout"] = 0.0,
            ["bias"] = "none",
            ["fan_in_fan_out"] = false,
            ["target_modules"] = new JsonArray([.. settings.Modules.Select(static module => JsonValue.Create(module))]),
        };
        File.WriteAllText(Path.Combine(folder, "adapter_config.json"), configuration.ToJsonString(new() { WriteIndented = true }) + "\n");
    }

    private static IEnumerable<(string Name, LoraLinear Module)> Adapted(DecoderModel model, LoraSettings settings)
        => model.AdaptedLayers.Where(layer => settings.Modules.Any(
            module => layer.Name.EndsWith("." + module, StringComparison.Ordinal)));
}
