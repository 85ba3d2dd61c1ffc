using MinMo.Models.Checkpoints;

namespace MinMo.Models.Tests.Checkpoints;

/// <summary>Opens files that may be malformed.</summary>
internal static class Attempts
{
    /// <summary>True if the file opens and every tensor can be read, or if it is refused in the one way; anything else
    /// gets through.</summary>
    public static bool IsReadOrRefused(Func<ICheckpoint> open)
    {
        try
        {
            using var checkpoint = open();
            foreach (var name in checkpoint.Tensors.Keys)
            {
                _ = checkpoint.ReadFloat32(name);
            }

            return true;
        }
        catch (CheckpointFormatException)
        {
            return true;
        }
    }
}
