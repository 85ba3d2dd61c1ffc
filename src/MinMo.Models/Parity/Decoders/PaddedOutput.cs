namespace MinMo.Models.Parity.Decoders;

/// <summary>Outputs of lanes put back where the golden has them, <c>[B, T, width]</c>, zero at padding.</summary>
internal sealed class PaddedOutput(GoldenRows rows, int width)
{
    private readonly float[] _values = new float[rows.Rows * rows.Columns * width];

    /// <summary>Fills the columns of a row that hold tokens.</summary>
    /// <param name="row">Row of the golden.</param>
    /// <param name="start">First column.</param>
    /// <param name="columns">How many columns, padding included.</param>
    /// <param name="values"><c>[tokens in these columns, width]</c>.</param>
    public void Fill(int row, int start, int columns, ReadOnlySpan<float> values)
    {
        foreach (var column in rows.Real(row, start, columns))
        {
            values[..width].CopyTo(_values.AsSpan(((row * rows.Columns) + column) * width));
            values = values[width..];
        }
    }

    public void AddTo(GoldenOutputs outputs, string name)
        => outputs.Add(name, [rows.Rows, rows.Columns, width], _values, rows.Mask(width));
}
