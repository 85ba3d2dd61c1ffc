namespace MinMo.Models.Language;

/// <summary>
/// Heads filled up with zeros to the multiple of 16 that <c>GroupQueryAttention</c> asks for. Each half of a head is
/// filled up at its end, so that rotating halves stays the same; zeros change neither scores nor sums.
/// </summary>
/// <param name="Size">The model's head size, even.</param>
internal readonly record struct PaddedHeads(int Size)
{
    private const int Multiple = 16;

    /// <summary>The size in the graph; the model's own where that is a multiple of 16, as in all public models.</summary>
    public int PaddedSize => (Size + Multiple - 1) / Multiple * Multiple;

    /// <summary>Rows (or columns) that so many of the model's make in the graph.</summary>
    public int Padded(int rows) => rows / Size * PaddedSize;

    /// <summary>Spreads <c>[heads * size, columns]</c> to <c>[heads * padded size, columns]</c>.</summary>
    public float[] PadRows(float[] values, int columns)
    {
        if (PaddedSize == Size)
        {
            return values;
        }

        var rows = values.Length / columns;
        var padded = new float[Padded(rows) * columns];
        for (var row = 0; row < rows; row++)
        {
            values.AsSpan(row * columns, columns).CopyTo(padded.AsSpan(Place(row) * columns));
        }

        return padded;
    }

    /// <summary>Spreads <c>[rows, heads * size]</c> to <c>[rows, heads * padded size]</c>.</summary>
    public float[] PadColumns(float[] values, int columns)
    {
        if (PaddedSize == Size)
        {
            return values;
        }

        var padded = new float[values.Length / columns * Padded(columns)];
        for (var i = 0; i < values.Length; i++)
        {
            var (row, column) = Math.DivRem(i, columns);
            padded[(row * Padded(columns)) + Place(column)] = values[i];
        }

        return padded;
    }

    private int Place(int row)
    {
        var (head, within) = Math.DivRem(row, Size);
        var (half, i) = Math.DivRem(within, Size / 2);
        return (head * PaddedSize) + (half * PaddedSize / 2) + i;
    }
}
