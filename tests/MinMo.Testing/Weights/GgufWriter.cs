using System.Text;

namespace MinMo.Testing.Weights;

/// <summary>Writes small GGUF files: version 3, float32 tensors.</summary>
public sealed class GgufWriter
{
    private const int Alignment = 32;
    private readonly List<(string Key, uint Type, Action<BinaryWriter> Write)> _entries = [];
    private readonly List<(string Name, long[] Shape, float[] Values)> _tensors = [];

    /// <summary>Adds a text.</summary>
    public void Add(string key, string value) => _entries.Add((key, 8, writer => WriteText(writer, value)));

    /// <summary>Adds a number of four bytes.</summary>
    public void Add(string key, uint value) => _entries.Add((key, 4, writer => writer.Write(value)));

    /// <summary>Adds a single precision number.</summary>
    public void Add(string key, float value) => _entries.Add((key, 6, writer => writer.Write(value)));

    /// <summary>Adds a list of texts.</summary>
    public void Add(string key, IReadOnlyList<string> values)
        => _entries.Add((key, 9, writer => WriteList(writer, elementType: 8, values, value => WriteText(writer, value))));

    /// <summary>Adds a list of signed numbers of four bytes.</summary>
    public void Add(string key, IReadOnlyList<int> values)
        => _entries.Add((key, 9, writer => WriteList(writer, elementType: 5, values, writer.Write)));

    /// <summary>Adds a tensor.</summary>
    /// <param name="name">In GGUF's own naming.</param>
    /// <param name="shape">Outermost dimension first; the file has it the other way round.</param>
    /// <param name="values">Row after row.</param>
    public void Add(string name, long[] shape, float[] values) => _tensors.Add((name, shape, values));

    /// <summary>Writes the file.</summary>
    public void Save(string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_entries.Count);
        foreach (var (key, type, write) in _entries)
        {
            WriteText(writer, key);
            writer.Write(type);
            write(writer);
        }

        var offset = 0L;
        foreach (var (name, shape, values) in _tensors)
        {
            WriteText(writer, name);
            writer.Write((uint)shape.Length);
            foreach (var size in shape.Reverse())
            {
                writer.Write((ulong)size);
            }

            writer.Write(0u);
            writer.Write((ulong)offset);
            offset = Aligned(offset + (values.Length * sizeof(float)));
        }

        foreach (var (_, _, values) in _tensors)
        {
            Pad(writer);
            writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        }

        Pad(writer);
    }

    private static void WriteList<T>(BinaryWriter writer, uint elementType, IReadOnlyList<T> values, Action<T> write)
    {
        writer.Write(elementType);
        writer.Write((ulong)values.Count);
        foreach (var value in values)
        {
            write(value);
        }
    }

    private static long Aligned(long position) => (position + Alignment - 1) / Alignment * Alignment;

    private static void Pad(BinaryWriter writer)
    {
        writer.Flush();
        writer.Write(new byte[Aligned(writer.BaseStream.Position) - writer.BaseStream.Position]);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }
}
