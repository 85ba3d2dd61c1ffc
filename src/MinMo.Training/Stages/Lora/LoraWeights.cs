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

    /// <summary>Names as PEFT gives them, and parameters.</summary>
    public static IReadOnlyList<(string Name, Parameter Value)> Named(DecoderModel model)
        => [.. model.AdaptedLayers.Where(static layer => layer.Module.HasAdapter).SelectMany(static layer => new[]
        {
            ($"{Prefix}{layer.Name}.lora_A.weight", layer.Module.AdapterParameters[0]),
            ($"{Prefix}{layer.Name}.lora_B.weight", layer.Module.AdapterParameters[1]),
        })];

    /// <summary>Writes <c>adapter_config.json</c> and, in half precision, <c>adapter_model.safetensors</c>.</summary>
    public static void Save(string folder, DecoderModel model, AdapterShape adapter, LoraBase adapted)
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
            ["r"] = adapter.Rank,
            ["lora_alpha"] = adapter.Alpha,
            ["lora_dropout"] = 0.0,
            ["bias"] = "none",
            ["fan_in_fan_out"] = false,
            ["target_modules"] = new JsonArray([.. adapter.Targets.Select(static module => JsonValue.Create(module))]),
        };
        File.WriteAllText(Path.Combine(folder, "adapter_config.json"), configuration.ToJsonString(new() { WriteIndented = true }) + "\n");
    }
}
