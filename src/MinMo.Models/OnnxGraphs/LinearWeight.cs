namespace MinMo.Models.OnnxGraphs;

/// <summary>The matrix of a linear layer as PyTorch stores it, <c>[rows, columns]</c>; read some rows at a time, since that of an
/// output layer is large.</summary>
/// <param name="Rows">Outputs.</param>
/// <param name="Columns">Inputs.</param>
/// <param name="Read">Fills the destination with whole rows.</param>
internal sealed record LinearWeight(int Rows, int Columns, LinearWeight.RowReader Read)
{
    private const int SlabElements = 1 << 20;

    /// <summary>A matrix in memory.</summary>
    public LinearWeight(float[] values, int rows, int columns)
        : this(rows, columns, (first, destination) => values.AsSpan(first * columns, destination.Length).CopyTo(destination))
    {
    }

    /// <summary>Reads whole rows.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="destination">A multiple of the columns.</param>
    public delegate void RowReader(int first, Span<float> destination);

    /// <summary>All rows in order, some at a time; each is valid until the next.</summary>
    public IEnumerable<(int First, ReadOnlyMemory<float> Values)> Slabs()
    {
        var most = Math.Clamp(SlabElements / Columns, 1, Rows);
        var buffer = new float[most * Columns];
        for (var first = 0; first < Rows; first += most)
        {
            var part = buffer.AsMemory(0, Math.Min(most, Rows - first) * Columns);
            Read(first, part.Span);
            yield return (first, part);
        }
    }
}
