namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>A GGUF file (versions 2 and 3, little-endian, whole), mapped into memory. Tensors have the names of the file
/// and their shapes in PyTorch order.</summary>
public sealed class GgufFile : ICheckpoint
{
    private readonly MappedFile _file;
    private readonly GgufHeader _header;

    private GgufFile(MappedFile file, GgufHeader header)
    {
        _file = file;
        _header = header;
        Stored = new StoredTensors(file, header.Tensors);
    }

    /// <inheritdoc/>
    public string Location => _file.Path;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => _header.Tensors;

    /// <summary>The entries of the header by key.</summary>
    public IReadOnlyDictionary<string, GgufValue> Metadata => _header.Metadata;

    /// <summary>2 or 3.</summary>
    public int Version => _header.Version;

    /// <summary>Tensors begin at multiples of this many bytes.</summary>
    public int Alignment => _header.Alignment;

    /// <summary>Where the tensors begin, bytes from the start of the file.</summary>
    public long DataOffset => _header.DataOffset;

    internal StoredTensors Stored { get; }

    /// <summary>Maps the file and checks its whole header; no tensor is read.</summary>
    /// <exception cref="CheckpointFormatException">The file is malformed, or of a kind that is not read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GgufFile Open(string path)
    {
        var file = MappedFile.Open(path);
        try
        {
            return new GgufFile(file, GgufHeader.Read(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void ReadFloat32(string name, Span<float> destination) => Stored.ReadFloat32(this.Require(name), destination);

    /// <inheritdoc/>
    public void ReadBytes(string name, long offset, Span<byte> destination)
        => Stored.ReadBytes(this.Require(name), offset, destination);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
