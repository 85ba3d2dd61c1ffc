namespace MinMo.Models.Checkpoints;

/// <summary>A safetensors file, mapped into memory (https://github.com/huggingface/safetensors, format).</summary>
public sealed class SafetensorsFile : ICheckpoint
{
    private readonly MappedFile _file;
    private readonly StoredTensors _tensors;

    private SafetensorsFile(MappedFile file, SafetensorsHeader header)
    {
        _file = file;
        _tensors = new StoredTensors(file, header.Entries);
        Metadata = header.Metadata;
    }

    /// <inheritdoc/>
    public string Location => _file.Path;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors.Entries;

    /// <summary>The texts of <c>__metadata__</c>; empty if there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Maps the file and checks its whole header; no tensor is read.</summary>
    /// <exception cref="CheckpointFormatException">The file is not a valid safetensors file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        var file = MappedFile.Open(path);
        try
        {
            return new SafetensorsFile(file, SafetensorsHeader.Read(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void ReadFloat32(string name, Span<float> destination)
        => _tensors.ReadFloat32(this.Require(name), destination);

    /// <inheritdoc/>
    public void ReadBytes(string name, long offset, Span<byte> destination)
        => _tensors.ReadBytes(this.Require(name), offset, destination);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
