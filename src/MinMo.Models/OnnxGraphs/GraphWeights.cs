using MinMo.Models.Checkpoints;

namespace MinMo.Models.OnnxGraphs;

/// <summary>Weights on their way into a graph: each is held against the shape that it must have.</summary>
internal sealed class GraphWeights(ICheckpoint checkpoint)
{
    /// <summary>Reads a tensor.</summary>
    /// <param name="name">In the checkpoint.</param>
    /// <param name="shape">Must be its shape.</param>
    /// <exception cref="CheckpointFormatException">There is none, or it has another shape.</exception>
    public float[] Read(string name, params ReadOnlySpan<long> shape)
    {
        var entry = checkpoint.Require(name);
        return entry.Shape.AsSpan().SequenceEqual(shape)
            ? checkpoint.ReadFloat32(name)
            : throw new CheckpointFormatException(
                checkpoint.Location,
                entry.Offset,
                $"'{name}' is [{string.Join(", ", entry.Shape)}], should be [{string.Join(", ", shape.ToArray())}]");
    }
}
