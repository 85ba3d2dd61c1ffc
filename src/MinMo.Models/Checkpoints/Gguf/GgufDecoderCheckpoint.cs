namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>A decoder of architecture llama or qwen2 in a GGUF file, seen as a Hugging Face checkpoint: names, and the
/// row order of q and k that rotating halves needs. The factors of the rotary frequencies, if there are any, keep their
/// name <c>rope_freqs.weight</c>.</summary>
public sealed class GgufDecoderCheckpoint : ICheckpoint
{
    private readonly Dictionary<string, TensorEntry> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExpectedTensor> _expected = new(StringComparer.Ordinal);

    private GgufDecoderCheckpoint(GgufFile file)
    {
        File = file;
        Parameters = new GgufDecoderReader(file).Read();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var expected in GgufTensorNames.Of(Parameters))
        {
            Add(expected);
            used.Add(expected.Stored);
        }

        UnknownTensors = [.. file.Tensors.Keys.Where(name => !used.Contains(name))];
        RefuseIgnoredBiases();
    }

    /// <summary>The file underneath: metadata and tokenizer.</summary>
    public GgufFile File { get; }

    /// <summary>Sizes of the model.</summary>
    public GgufDecoderParameters Parameters { get; }

    /// <summary>Names in the file that the architecture does not know; they are not used.</summary>
    public IReadOnlyList<string> UnknownTensors { get; }

    /// <inheritdoc/>
    public string Location => File.Location;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors;

    /// <summary>Maps the file and checks that it holds a whole model; no tensor is read.</summary>
    /// <exception cref="CheckpointFormatException">The file is malformed, a key or tensor is missing or does not fit, or
    /// the model is of a kind that is not supported.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GgufDecoderCheckpoint Open(string path)
    {
        var file = GgufFile.Open(path);
        try
        {
            return new GgufDecoderCheckpoint(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void ReadFloat32(string name, Span<float> destination)
    {
        var entry = this.Require(name);
        var expected = _expected[name];
        if (expected.PermutedHeads == 0)
        {
            File.ReadFloat32(expected.Stored, destination);
            return;
        }

        var (rows, columns) = (entry.Shape[0], (int)entry.Shape[1]);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, entry.ElementCount);
        for (long row = 0; row < rows; row++)
        {
            var target = destination.Slice((int)(row * columns), columns);
            File.Stored.ReadRow(entry, StoredRow(row, rows / expected.PermutedHeads), target);
        }
    }

    /// <inheritdoc/>
    public void ReadBytes(string name, long offset, Span<byte> destination)
    {
        var entry = this.Require(name);
        var expected = _expected[name];
        if (expected.PermutedHeads == 0)
        {
            File.ReadBytes(expected.Stored, offset, destination);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, entry.ByteLength - destination.Length);
        var rows = entry.Shape[0];
        var rowBytes = entry.ByteLength / rows;
        while (!destination.IsEmpty)
        {
            var (row, within) = Math.DivRem(offset, rowBytes);
            var length = (int)Math.Min(rowBytes - within, destination.Length);
            var stored = (StoredRow(row, rows / expected.PermutedHeads) * rowBytes) + within;
            File.ReadBytes(expected.Stored, stored, destination[..length]);
            destination = destination[length..];
            offset += length;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => File.Dispose();

    /// <summary>Row i of half p of a head is stored as the head's row 2 i + p.</summary>
    private static long StoredRow(long row, long headSize)
    {
        var (head, within) = Math.DivRem(row, headSize);
        var (half, i) = Math.DivRem(within, headSize / 2);
        return (head * headSize) + (2 * i) + half;
    }

    private void Add(ExpectedTensor expected)
    {
        var entry = File.Require(expected.Stored);
        if (!entry.Shape.AsSpan().SequenceEqual(expected.Shape))
        {
            throw new CheckpointFormatException(Location, entry.Offset, $"'{expected.Stored}' is "
                + $"[{string.Join(", ", entry.Shape)}], the keys need [{string.Join(", ", expected.Shape)}]");
        }

        _tensors.Add(expected.Key, entry with { Name = expected.Key });
        _expected.Add(expected.Key, expected);
    }

    /// <summary>A bias that is left out raises no error but spoils the model.</summary>
    private void RefuseIgnoredBiases()
    {
        foreach (var name in UnknownTensors)
        {
            if (name.StartsWith("blk.", StringComparison.Ordinal) && name.EndsWith(".bias", StringComparison.Ordinal))
            {
                throw new CheckpointFormatException(
                    Location, File.Tensors[name].Offset, $"'{name}' is not part of the architecture {Parameters.Architecture}");
            }
        }
    }
}
