namespace MinMo.Models.Checkpoints;

/// <summary>Reads the tensors of one mapped file, once its header has been understood.</summary>
internal sealed class StoredTensors(MappedFile file, IReadOnlyDictionary<string, TensorEntry> entries)
{
    /// <summary>How many blocks (or single elements) are widened at a time.</summary>
    private const int ChunkBlocks = 4096;

    public IReadOnlyDictionary<string, TensorEntry> Entries => entries;

    public void ReadFloat32(TensorEntry entry, Span<float> destination)
    {
        if (destination.Length != entry.ElementCount)
        {
            throw new ArgumentException(
                $"tensor '{entry.Name}' has {entry.ElementCount} elements, the destination {destination.Length}",
                nameof(destination));
        }

        var layout = ElementLayout.Of(entry.Type);
        var offset = entry.Offset;
        while (!destination.IsEmpty)
        {
            var elements = Math.Min(ChunkBlocks * layout.BlockElements, destination.Length);
            var bytes = elements / layout.BlockElements * layout.BlockBytes;
            ElementDecoder.ToFloat32(entry.Type, file.Slice(offset, bytes), destination[..elements]);
            destination = destination[elements..];
            offset += bytes;
        }
    }

    /// <summary>Widens or dequantizes one row of a matrix.</summary>
    public void ReadRow(TensorEntry matrix, long row, Span<float> destination)
    {
        var bytes = matrix.ByteLength / matrix.Shape[0];
        ElementDecoder.ToFloat32(matrix.Type, file.Slice(matrix.Offset + (row * bytes), bytes), destination);
    }

    public void ReadBytes(TensorEntry entry, long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, entry.ByteLength - destination.Length);
        file.Slice(entry.Offset + offset, destination.Length).CopyTo(destination);
    }
}
