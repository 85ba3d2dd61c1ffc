namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>A file of torch.save (<c>.pt</c>, <c>.pth</c>), mapped into memory. Its pickle is a program: only the
/// operations that build plain containers and tensors are carried out, and nothing that it names is ever called.</summary>
/// <remarks>Tensors are named by the keys and indices that lead to them, joined by slashes; in a state dict that is the
/// parameter's own name.</remarks>
public sealed class TorchFile : ICheckpoint
{
    private const int ChunkElements = 4096;

    private readonly MappedFile _file;
    private readonly IReadOnlyDictionary<string, StridedTensor> _views;

    private TorchFile(MappedFile file)
    {
        _file = file;
        var archive = new TorchArchive(file);
        var pickle = archive.Find("data.pkl") ?? throw new CheckpointFormatException(file.Path, 0, "the record 'data.pkl' is missing");
        if (pickle.Length > int.MaxValue)
        {
            throw new CheckpointFormatException(file.Path, pickle.Offset, $"a pickle of {pickle.Length} bytes is too long");
        }

        var cursor = new PickleCursor(file, pickle);
        Root = new PickleMachine(cursor, new TorchTensorBuilder(archive, cursor)).Run();
        _views = new TorchTree(file.Path, pickle.Length).Name(Root);
        Tensors = _views.ToDictionary(view => view.Key, view => view.Value.ToEntry(view.Key), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public string Location => _file.Path;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    /// <summary>The whole content; what was saved.</summary>
    public TorchValue Root { get; }

    /// <summary>Maps the file and reads its pickle; no tensor is read.</summary>
    /// <exception cref="CheckpointFormatException">The file is not one of torch.save, is malformed, or wants something
    /// done that is not allowed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TorchFile Open(string path)
    {
        var file = MappedFile.Open(path);
        try
        {
            return new TorchFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The parameters of a module, under their own names, whether the file holds them alone or under a key beside
    /// other things.</summary>
    /// <param name="key">The key under which they may be.</param>
    /// <returns>Reads from this file; disposing it does nothing.</returns>
    public ICheckpoint StateDict(string key = "state_dict")
        => new PrefixedCheckpoint(this, Root is TorchValue.Dictionary root && root.Find(key) is TorchValue.Dictionary ? $"{key}/" : string.Empty);

    /// <inheritdoc/>
    public void ReadFloat32(string name, Span<float> destination)
    {
        var entry = this.Require(name);
        if (destination.Length != entry.ElementCount)
        {
            throw new ArgumentException(
                $"tensor '{name}' has {entry.ElementCount} elements, the destination {destination.Length}", nameof(destination));
        }

        var view = _views[name];
        var size = ElementLayout.Of(entry.Type).BlockBytes;
        var buffer = new byte[Math.Min(ChunkElements, destination.Length) * size];
        for (var done = 0; done < destination.Length; done += ChunkElements)
        {
            var part = destination[done..Math.Min(done + ChunkElements, destination.Length)];
            var bytes = buffer.AsSpan(0, part.Length * size);
            view.Copy(_file, (long)done * size, bytes);
            ElementDecoder.ToFloat32(entry.Type, bytes, part);
        }
    }

    /// <inheritdoc/>
    public void ReadBytes(string name, long offset, Span<byte> destination)
    {
        var entry = this.Require(name);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, entry.ByteLength - destination.Length);
        _views[name].Copy(_file, offset, destination);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
