using System.Collections.Immutable;

namespace MinMo.Models.Checkpoints;

/// <summary>Where and how a tensor is stored.</summary>
/// <param name="Name">The key in the checkpoint; any text, also the empty one.</param>
/// <param name="Type">How the elements are written.</param>
/// <param name="Shape">PyTorch order, the contiguous dimension last, whatever the file's own order; empty for a scalar.</param>
/// <param name="Offset">First byte, counted from the start of the file that holds the tensor.</param>
/// <param name="ByteLength">Size in the file, in bytes.</param>
public sealed record TensorEntry(string Name, ElementType Type, ImmutableArray<long> Shape, long Offset, long ByteLength)
{
    /// <summary>Product of the dimensions; 1 for a scalar.</summary>
    public long ElementCount
    {
        get
        {
            long count = 1;
            foreach (var dimension in Shape)
            {
                count *= dimension;
            }

            return count;
        }
    }
}
