using static TorchSharp.torch;

namespace MinMo.Models.Checkpoints;

/// <summary>The parameters and buffers of a module in a checkpoint, under the names that the module gives them.</summary>
public static class ModuleWeights
{
    /// <summary>Fills a module; whatever the stored type, the module's own is kept.</summary>
    /// <param name="module">Of the checkpoint's sizes.</param>
    /// <param name="checkpoint">May hold more.</param>
    /// <param name="prefix">Stands in front of every name.</param>
    /// <exception cref="CheckpointFormatException">A tensor is missing or has another shape.</exception>
    public static void Load(nn.Module module, ICheckpoint checkpoint, string prefix = "")
    {
        using var noGradient = no_grad();
        foreach (var (name, value) in module.state_dict())
        {
            var entry = checkpoint.Require(prefix + name);
            if (!entry.Shape.SequenceEqual(value.shape))
            {
                throw new CheckpointFormatException(
                    checkpoint.Location, entry.Offset,
                    $"'{entry.Name}' is [{string.Join(", ", entry.Shape)}], should be [{string.Join(", ", value.shape)}]");
            }

            using var scope = NewDisposeScope();
            value.copy_(checkpoint.ReadTensor(prefix + name));
        }
    }

    /// <summary>Adds a module's tensors to a file.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="module">Float32 or half precision, on any device.</param>
    /// <param name="prefix">Stands in front of every name.</param>
    /// <param name="type">Float32 or half precision.</param>
    public static void AddTo(
        SafetensorsWriter writer, nn.Module module, string prefix = "", ElementType type = ElementType.Float32)
    {
        foreach (var (name, value) in module.state_dict())
        {
            Add(writer, prefix + name, value, type);
        }
    }

    /// <summary>Adds one tensor to a file.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">On any device.</param>
    /// <param name="type">Float32 or half precision.</param>
    public static void Add(SafetensorsWriter writer, string name, Tensor value, ElementType type = ElementType.Float32)
    {
        using var scope = NewDisposeScope();
        var stored = type == ElementType.Float16 ? ScalarType.Float16 : ScalarType.Float32;
        writer.Add(name, type, value.shape, value.detach().cpu().to(stored).contiguous().bytes);
    }

    /// <summary>Writes a module as a file of its own.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(nn.Module module, string path, ElementType type = ElementType.Float32)
    {
        var writer = new SafetensorsWriter();
        AddTo(writer, module, type: type);
        writer.Save(path);
    }
}
