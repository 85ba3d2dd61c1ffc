using MinMo.Models.Checkpoints;

namespace MinMo.Models.Language;

/// <summary>Rows of an embedding matrix in a mapped file: only rows that occur become resident.</summary>
internal sealed class EmbeddingTable : IDisposable
{
    private readonly SafetensorsFile _file;
    private readonly TensorEntry _entry;
    private readonly byte[] _row;

    /// <param name="file">Owned from here on.</param>
    /// <param name="tensor">Its name, <c>[V, d]</c>.</param>
    public EmbeddingTable(SafetensorsFile file, string tensor)
    {
        _file = file;
        _entry = file.Require(tensor);
        _row = new byte[_entry.ByteLength / _entry.Shape[0]];
    }

    /// <summary>Copies a row as float32.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is outside the vocabulary.</exception>
    public void Copy(int token, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, _entry.Shape[0]);
        _file.ReadBytes(_entry.Name, (long)token * _row.Length, _row);
        ElementDecoder.ToFloat32(_entry.Type, _row, destination);
    }

    public void Dispose() => _file.Dispose();
}
