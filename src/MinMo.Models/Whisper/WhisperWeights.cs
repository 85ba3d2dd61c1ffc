using MinMo.Models.Checkpoints;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinMo.Models.Whisper;

/// <summary>Fills modules from a checkpoint in the Hugging Face layout; whatever the stored type, float32 comes out.</summary>
internal static class WhisperWeights
{
    /// <exception cref="CheckpointFormatException">A tensor is missing or has another shape.</exception>
    public static void Load(Module module, ICheckpoint checkpoint, string prefix)
    {
        using var scope = no_grad();
        foreach (var (name, parameter) in module.named_parameters())
        {
            var values = Read(checkpoint, prefix + name, parameter.shape);
            using var stored = tensor(values, parameter.shape);
            parameter.copy_(stored);
            parameter.requires_grad = false;
        }

        module.eval();
    }

    /// <summary>One tensor, after a check of its shape.</summary>
    public static float[] Read(ICheckpoint checkpoint, string name, params long[] shape)
    {
        if (!checkpoint.Tensors.TryGetValue(name, out var entry) || !entry.Shape.AsSpan().SequenceEqual(shape))
        {
            var actual = entry is null ? "is missing" : $"has shape [{string.Join(", ", entry.Shape)}]";
            throw new CheckpointFormatException(
                checkpoint.Location, 0, $"tensor '{name}' {actual}, Whisper needs [{string.Join(", ", shape)}]");
        }

        var values = new float[entry.ElementCount];
        checkpoint.ReadFloat32(name, values);
        return values;
    }
}
