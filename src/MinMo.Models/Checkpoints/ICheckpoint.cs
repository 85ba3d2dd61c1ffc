namespace MinMo.Models.Checkpoints;

/// <summary>Named tensors in files, mapped into memory. Reading from several threads at once is safe; nothing may be
/// read after disposal.</summary>
public interface ICheckpoint : IDisposable
{
    /// <summary>The file or folder, for messages.</summary>
    string Location { get; }

    /// <summary>What the checkpoint holds, by name.</summary>
    IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    /// <summary>Widens or dequantizes a tensor of any stored type, in row-major order.</summary>
    /// <param name="name">A key of <see cref="Tensors"/>.</param>
    /// <param name="destination">Exactly as long as the tensor has elements.</param>
    /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor.</exception>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    void ReadFloat32(string name, Span<float> destination);

    /// <summary>Copies stored bytes as they are: little-endian elements, or blocks of a quantized type.</summary>
    /// <param name="name">A key of <see cref="Tensors"/>.</param>
    /// <param name="offset">First byte, counted from the start of the tensor.</param>
    /// <param name="destination">Takes the bytes from there on; must not reach beyond the tensor.</param>
    /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the tensor.</exception>
    void ReadBytes(string name, long offset, Span<byte> destination);
}
