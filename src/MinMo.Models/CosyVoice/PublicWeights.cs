using MinMo.Models.Checkpoints;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice;

/// <summary>Fills a module from a public checkpoint, to the last tensor.</summary>
internal static class PublicWeights
{
    /// <summary>Fills every parameter under its own name.</summary>
    /// <exception cref="CheckpointFormatException">A tensor is missing, has another shape, or has no place in the module:
    /// the checkpoint is of another architecture, and ignoring a part of it would change what it computes.</exception>
    public static void Fill(nn.Module module, ICheckpoint weights)
    {
        ModuleFolder.Load(module, weights);
        var places = module.named_parameters().Select(static parameter => parameter.name).ToHashSet(StringComparer.Ordinal);
        string[] left = [.. weights.Tensors.Keys.Where(name => !places.Contains(name))];
        if (left.Length > 0)
        {
            throw new CheckpointFormatException(
                weights.Location, 0, $"{left.Length} tensors have no place in the model, '{left[0]}' is the first");
        }
    }
}
