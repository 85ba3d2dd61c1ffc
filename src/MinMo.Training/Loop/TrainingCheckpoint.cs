using System.Runtime.InteropServices;
using System.Text.Json;
using MinMo.Models.Checkpoints;
using static TorchSharp.torch;

namespace MinMo.Training.Loop;

/// <summary>A stage's place: weights, the optimizer's moments and the step. Replaced as a whole, so that an interrupted
/// save leaves the older one.</summary>
/// <param name="folder">The checkpoint's folder.</param>
public sealed class TrainingCheckpoint(string folder)
{
    private const string WeightsFile = "weights.safetensors";
    private const string OptimizerFile = "optimizer.safetensors";
    private const string PlaceFile = "place.json";

    /// <summary>Writes everything.</summary>
    public void Save(ITrainingTask task, AdamW optimizer, TrainingPlace place)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(optimizer);
        var fresh = folder + ".new";
        DeleteIfThere(fresh);
        Directory.CreateDirectory(fresh);
        Write(Path.Combine(fresh, WeightsFile), task.Trained.Select(static named => (named.Name, (Tensor)named.Value)));
        Write(Path.Combine(fresh, OptimizerFile), optimizer.State);
        File.WriteAllText(Path.Combine(fresh, PlaceFile), JsonSerializer.Serialize(place, TrainingJson.Default.TrainingPlace));
        DeleteIfThere(folder);
        Directory.Move(fresh, folder);
    }

    /// <summary>Reads everything back.</summary>
    /// <returns>The place; null if there is no checkpoint.</returns>
    /// <exception cref="CheckpointFormatException">The checkpoint is of another model.</exception>
    public TrainingPlace? Load(ITrainingTask task, AdamW optimizer)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(optimizer);
        var path = Path.Combine(folder, PlaceFile);
        if (!File.Exists(path))
        {
            return null;
        }

        Read(Path.Combine(folder, WeightsFile), task.Trained.Select(static named => (named.Name, (Tensor)named.Value)));
        Read(Path.Combine(folder, OptimizerFile), optimizer.State);
        return JsonSerializer.Deserialize(File.ReadAllText(path), TrainingJson.Default.TrainingPlace);
    }

    /// <summary>Writes tensors of float32 as one file.</summary>
    internal static void Write(string path, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        var writer = new SafetensorsWriter();
        foreach (var (name, value) in tensors)
        {
            using var scope = NewDisposeScope();
            var plain = value.detach().cpu().to(ScalarType.Float32).contiguous();
            writer.Add(name, plain.shape, MemoryMarshal.Cast<byte, float>(plain.bytes));
        }

        writer.Save(path);
    }

    private static void Read(string path, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        using var file = SafetensorsFile.Open(path);
        using var noGradient = no_grad();
        foreach (var (name, value) in tensors)
        {
            using var scope = NewDisposeScope();
            value.copy_(file.ReadTensor(name));
        }
    }

    private static void DeleteIfThere(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
