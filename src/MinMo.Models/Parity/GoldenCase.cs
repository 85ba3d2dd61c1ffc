using System.Text.Json;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Parity;

/// <summary>One golden folder, read into memory: what a reference implementation was given and what it computed.</summary>
public sealed record GoldenCase
{
    /// <summary>The folder, absolute; paths in <see cref="Parameters"/> are relative to it.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder's own name.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>The part of <see cref="Kind"/> before the first dot.</summary>
    public string Family => Kind.Split('.')[0];

    /// <summary>Which computation it is, <c>family.what</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The checkpoint's folder, absolute; null if the kind needs none.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Whether the checkpoint lies outside the family: the real weights, installed apart from the goldens.</summary>
    public bool UsesInstalledWeights { get; init; }

    /// <summary>What the kind needs besides tensors, an object.</summary>
    public required JsonElement Parameters { get; init; }

    /// <summary>Largest error allowed, by name of the output; <c>*</c> for those not named.</summary>
    public required IReadOnlyDictionary<string, double> Tolerances { get; init; }

    /// <summary>The tensors of <c>inputs.safetensors</c>; empty if there is none.</summary>
    public required IReadOnlyDictionary<string, GoldenTensor> Inputs { get; init; }

    /// <summary><c>inputs.json</c>; undefined if there is none.</summary>
    public JsonElement InputsJson { get; init; }

    /// <summary>The tensors of <c>outputs.safetensors</c>; empty if there is none.</summary>
    public required IReadOnlyDictionary<string, GoldenTensor> Outputs { get; init; }

    /// <summary><c>outputs.json</c>; undefined if there is none.</summary>
    public JsonElement OutputsJson { get; init; }

    /// <summary>The checkpoint's folder, for kinds that cannot do without.</summary>
    /// <exception cref="InvalidOperationException">The golden names no checkpoint.</exception>
    public string RequireCheckpoint()
        => CheckpointFolder ?? throw new InvalidOperationException($"{Folder} names no checkpoint");

    /// <summary>Reads a golden.</summary>
    /// <param name="folder">The one that holds <c>golden.json</c>.</param>
    /// <param name="weightsRoot">Where real weights are installed, or null.</param>
    /// <exception cref="WeightsNotInstalledException">The golden is about real weights that are not there.</exception>
    /// <exception cref="CheckpointFormatException">A file of the golden is malformed, or its checkpoint is missing.</exception>
    public static GoldenCase Load(string folder, string? weightsRoot)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var golden = ReadJson(folder, "golden.json");
        var relative = golden.GetProperty("checkpoint").GetString();
        var checkpoint = relative is null ? null : GoldenCheckpoint.Locate(folder, relative, weightsRoot);
        return new GoldenCase
        {
            Folder = folder,
            Kind = golden.GetProperty("kind").GetString()!,
            CheckpointFolder = checkpoint?.Folder,
            UsesInstalledWeights = checkpoint is { IsOutsideFamily: true },
            Parameters = golden.GetProperty("parameters"),
            Tolerances = golden.GetProperty("tolerances").EnumerateObject()
                .ToDictionary(pair => pair.Name, pair => pair.Value.GetDouble(), StringComparer.Ordinal),
            Inputs = ReadTensors(Path.Combine(folder, "inputs.safetensors")),
            InputsJson = ReadJson(folder, "inputs.json"),
            Outputs = ReadTensors(Path.Combine(folder, "outputs.safetensors")),
            OutputsJson = ReadJson(folder, "outputs.json"),
        };
    }

    /// <summary>The largest error allowed for an output; 0 if the golden names none.</summary>
    public double ToleranceOf(string output)
        => Tolerances.TryGetValue(output, out var own) ? own : Tolerances.GetValueOrDefault("*");

    private static JsonElement ReadJson(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return default;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 256 });
        return document.RootElement.Clone();
    }

    private static Dictionary<string, GoldenTensor> ReadTensors(string path)
    {
        var tensors = new Dictionary<string, GoldenTensor>(StringComparer.Ordinal);
        if (File.Exists(path))
        {
            using var file = SafetensorsFile.Open(path);
            foreach (var name in file.Tensors.Keys)
            {
                tensors.Add(name, GoldenTensor.Read(file, name));
            }
        }

        return tensors;
    }
}
