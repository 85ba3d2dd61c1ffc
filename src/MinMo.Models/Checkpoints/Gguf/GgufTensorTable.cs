using System.Collections.Immutable;

namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>Reads the tensor infos and checks that their ranges lie in the file and apart.</summary>
internal sealed class GgufTensorTable(MappedFile file, GgufCursor cursor, int alignment)
{
    private const int LongestName = 1024;
    private const int HighestRank = 4;

    private readonly Dictionary<string, TensorEntry> _tensors = new(StringComparer.Ordinal);

    /// <param name="count">How many infos follow.</param>
    /// <param name="dataOffset">Where the data begin in the file.</param>
    /// <returns>The tensors with absolute offsets and shapes in PyTorch order.</returns>
    public IReadOnlyDictionary<string, TensorEntry> Read(long count, out long dataOffset)
    {
        var relative = new List<TensorEntry>();
        for (long i = 0; i < count; i++)
        {
            relative.Add(ReadInfo());
        }

        dataOffset = (cursor.Position + alignment - 1) / alignment * alignment;
        if (relative.Count > 0 && dataOffset > file.Length)
        {
            throw cursor.Error($"the data would begin at byte {dataOffset}, beyond the end of the file");
        }

        foreach (var entry in relative)
        {
            Place(entry, dataOffset);
        }

        CheckOverlaps();
        return _tensors;
    }

    private TensorEntry ReadInfo()
    {
        var name = cursor.ReadName(LongestName, "tensor name");
        var shape = ReadShape(name);
        var type = GgufType.Parse(cursor.ReadUInt32(), cursor);
        var layout = ElementLayout.Of(type);
        if (shape[^1] % layout.BlockElements != 0)
        {
            throw cursor.Error($"the rows of '{name}' are no whole blocks of {layout.BlockElements}");
        }

        var offset = cursor.ReadUInt64();
        if (offset > long.MaxValue || offset % (uint)alignment != 0)
        {
            throw cursor.Error($"'{name}' begins at {offset}, no multiple of {alignment}");
        }

        try
        {
            var bytes = shape.Aggregate(1L, (product, dimension) => checked(product * dimension))
                / layout.BlockElements;
            return new TensorEntry(name, type, shape, (long)offset, checked(bytes * layout.BlockBytes));
        }
        catch (OverflowException)
        {
            throw cursor.Error($"the size of '{name}' overflows 64 bits");
        }
    }

    /// <summary>The file begins with the contiguous dimension, PyTorch ends with it.</summary>
    private ImmutableArray<long> ReadShape(string name)
    {
        var rank = cursor.ReadUInt32();
        if (rank is 0 or > HighestRank)
        {
            throw cursor.Error($"'{name}' has {rank} dimensions");
        }

        var shape = new long[rank];
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            var dimension = cursor.ReadUInt64();
            shape[i] = dimension is > 0 and <= long.MaxValue
                ? (long)dimension
                : throw cursor.Error($"a dimension of '{name}' is {dimension}");
        }

        return [.. shape];
    }

    private void Place(TensorEntry entry, long dataOffset)
    {
        var room = file.Length - dataOffset;
        if (entry.Offset > room || entry.ByteLength > room - entry.Offset)
        {
            throw cursor.Error($"'{entry.Name}' reaches beyond the end of the file");
        }

        if (!_tensors.TryAdd(entry.Name, entry with { Offset = dataOffset + entry.Offset }))
        {
            throw cursor.Error($"the tensor '{entry.Name}' occurs twice");
        }
    }

    private void CheckOverlaps()
    {
        long end = 0;
        foreach (var entry in _tensors.Values.OrderBy(entry => entry.Offset))
        {
            if (entry.Offset < end)
            {
                throw new CheckpointFormatException(file.Path, entry.Offset, $"'{entry.Name}' overlaps another tensor");
            }

            end = entry.Offset + entry.ByteLength;
        }
    }
}
