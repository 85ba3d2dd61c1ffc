using MinMo.Models.Checkpoints;
using static TorchSharp.torch;

namespace MinMo.Models.Parity;

/// <summary>Parts of the network that a golden is about.</summary>
internal static class GoldenModule
{
    /// <summary>The submodule whose parameters have that prefix.</summary>
    /// <exception cref="CheckpointFormatException">There is none.</exception>
    public static nn.Module Find(nn.Module module, string name)
        => module.named_modules().FirstOrDefault(child => child.name == name).module
            ?? throw new CheckpointFormatException(name, 0, "the model has no such module");
}
