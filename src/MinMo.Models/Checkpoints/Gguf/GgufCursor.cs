using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>Reads a GGUF header from front to back. Nothing is reserved before it is known to fit in the file.</summary>
internal sealed class GgufCursor(MappedFile file)
{
    public long Position { get; private set; }

    public long Rest => file.Length - Position;

    public CheckpointFormatException Error(string reason) => new(file.Path, Position, reason);

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>A count of things that take at least so many bytes each.</summary>
    public long ReadCount(int smallest, string what)
    {
        var count = ReadUInt64();
        return count <= (ulong)(Rest / smallest)
            ? (long)count
            : throw Error($"{count} {what} do not fit in the remaining {Rest} bytes");
    }

    /// <summary>A name: at most so many bytes, and UTF-8.</summary>
    public string ReadName(int longest, string what)
    {
        var bytes = ReadTextBytes();
        if (bytes.Length > longest)
        {
            throw Error($"a {what} of {bytes.Length} bytes, at most {longest} are allowed");
        }

        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Error($"a {what} is not UTF-8");
    }

    /// <summary>A text of any length; what is not UTF-8 in it is replaced.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadTextBytes());

    public T Read<T>()
        where T : unmanaged
        => MemoryMarshal.Read<T>(Take(Marshal.SizeOf<T>()));

    public T[] ReadMany<T>(long count)
        where T : unmanaged
        => MemoryMarshal.Cast<byte, T>(Take(count * Marshal.SizeOf<T>())).ToArray();

    public bool ReadBool() => Take(1)[0] switch
    {
        0 => false,
        1 => true,
        var other => throw Error($"a bool of value {other}"),
    };

    private ReadOnlySpan<byte> ReadTextBytes() => Take(ReadCount(1, "bytes of text"));

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length > Math.Min(Rest, int.MaxValue))
        {
            throw Error($"{length} bytes are needed, the file has {Rest} more");
        }

        var bytes = file.Slice(Position, length);
        Position += length;
        return bytes;
    }
}
