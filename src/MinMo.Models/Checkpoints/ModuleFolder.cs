using System.Text.Json;
using static TorchSharp.torch;

namespace MinMo.Models.Checkpoints;

/// <summary>A part of a model on disk: its sizes as <c>config.json</c> (snake case), its parameters under their own names
/// as <c>model.safetensors</c>.</summary>
public static class ModuleFolder
{
    /// <summary>Name of the file of parameters.</summary>
    public const string WeightsFile = "model.safetensors";

    /// <summary>Name of the file of sizes.</summary>
    public const string ConfigurationFile = "config.json";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
    };

    /// <summary>Reads the sizes.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="JsonException">It is not of this kind of part.</exception>
    public static TConfiguration Configuration<TConfiguration>(string folder)
        => JsonSerializer.Deserialize<TConfiguration>(File.ReadAllText(Path.Combine(folder, ConfigurationFile)), Format)
            ?? throw new JsonException($"'{folder}' has an empty {ConfigurationFile}");

    /// <summary>Opens the parameters.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="CheckpointFormatException">It is malformed.</exception>
    public static SafetensorsFile Open(string folder) => SafetensorsFile.Open(Path.Combine(folder, WeightsFile));

    /// <summary>Fills a module's parameters, whatever the stored type.</summary>
    /// <exception cref="CheckpointFormatException">A parameter is missing or has another shape.</exception>
    public static void Load(nn.Module module, string folder)
    {
        using var checkpoint = Open(folder);
        Load(module, checkpoint);
    }

    /// <summary>Fills a module's parameters from a checkpoint where their names have a prefix.</summary>
    /// <exception cref="CheckpointFormatException">A parameter is missing or has another shape.</exception>
    public static void Load(nn.Module module, ICheckpoint checkpoint, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (var (name, parameter) in module.named_parameters())
        {
            checkpoint.ReadInto(prefix + name, parameter);
        }
    }

    /// <summary>Writes sizes and parameters (float32), replacing what is there.</summary>
    /// <exception cref="IOException">The folder does not exist or cannot be written.</exception>
    public static void Save<TConfiguration>(nn.Module module, TConfiguration configuration, string folder)
        => Save(module, configuration, folder, ElementType.Float32);

    /// <summary>Writes sizes and parameters, replacing what is there.</summary>
    /// <param name="module">The part.</param>
    /// <param name="configuration">Its sizes.</param>
    /// <param name="folder">Exists.</param>
    /// <param name="type">Float32 or half precision.</param>
    /// <exception cref="IOException">The folder does not exist or cannot be written.</exception>
    public static void Save<TConfiguration>(nn.Module module, TConfiguration configuration, string folder, ElementType type)
    {
        ArgumentNullException.ThrowIfNull(module);
        var stored = type == ElementType.Float16 ? ScalarType.Float16 : ScalarType.Float32;
        var writer = new SafetensorsWriter();
        foreach (var (name, parameter) in module.named_parameters())
        {
            using var scope = NewDisposeScope();
            var plain = parameter.detach().cpu().to(stored).contiguous();
            writer.Add(name, stored == ScalarType.Float16 ? ElementType.Float16 : ElementType.Float32, plain.shape, plain.bytes);
        }

        writer.Save(Path.Combine(folder, WeightsFile));
        File.WriteAllText(Path.Combine(folder, ConfigurationFile), JsonSerializer.Serialize(configuration, Format));
    }
}
