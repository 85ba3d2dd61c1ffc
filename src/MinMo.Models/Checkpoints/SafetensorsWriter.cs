using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MinMo.Models.Checkpoints;

/// <summary>Collects tensors and writes them as one safetensors file.</summary>
public sealed class SafetensorsWriter
{
    /// <summary>The header is padded with spaces, so that the data start at a multiple of this many bytes.</summary>
    private const int Alignment = 8;

    private readonly List<(TensorEntry Entry, Action<Stream> Write)> _tensors = [];
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);

    /// <summary>Adds a float32 tensor.</summary>
    /// <exception cref="ArgumentException">The name is taken, or shape and values do not fit together.</exception>
    public void Add(string name, ReadOnlySpan<long> shape, ReadOnlySpan<float> values)
        => Add(name, ElementType.Float32, shape, MemoryMarshal.AsBytes(values));

    /// <summary>Adds an int64 tensor.</summary>
    /// <exception cref="ArgumentException">The name is taken, or shape and values do not fit together.</exception>
    public void Add(string name, ReadOnlySpan<long> shape, ReadOnlySpan<long> values)
        => Add(name, ElementType.Int64, shape, MemoryMarshal.AsBytes(values));

    /// <summary>Adds a tensor of any type that safetensors files know.</summary>
    /// <param name="name">Unique in the file, and not <c>__metadata__</c>.</param>
    /// <param name="type">Not a quantized type.</param>
    /// <param name="shape">Empty for a scalar.</param>
    /// <param name="bytes">Row-major little-endian elements; copied.</param>
    /// <exception cref="ArgumentException">The name is taken, the type is a quantized one, or shape and bytes do not
    /// fit together.</exception>
    public void Add(string name, ElementType type, ReadOnlySpan<long> shape, ReadOnlySpan<byte> bytes)
    {
        var entry = Describe(name, type, shape);
        if (entry.ByteLength != bytes.Length)
        {
            throw new ArgumentException($"'{name}' has {bytes.Length} bytes for {entry.ElementCount} elements", nameof(bytes));
        }

        var copy = bytes.ToArray();
        _tensors.Add((entry, file => file.Write(copy)));
    }

    /// <summary>Adds a tensor whose elements are only asked for when the file is written: it is never in memory as a
    /// whole.</summary>
    /// <param name="name">Unique in the file, and not <c>__metadata__</c>.</param>
    /// <param name="type">Not a quantized type.</param>
    /// <param name="shape">Empty for a scalar.</param>
    /// <param name="write">Writes all row-major little-endian elements.</param>
    /// <exception cref="ArgumentException">The name is taken, or the type is a quantized one.</exception>
    public void Add(string name, ElementType type, ReadOnlySpan<long> shape, Action<Stream> write)
        => _tensors.Add((Describe(name, type, shape), write));

    /// <summary>Adds or replaces a text of <c>__metadata__</c>.</summary>
    public void SetMetadata(string key, string value) => _metadata[key] = value;

    /// <summary>Writes the file, replacing one that is there.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">What was to write a tensor wrote more or less than its elements.</exception>
    public void Save(string path)
    {
        using var file = File.Create(path);
        var header = WriteHeader();
        var padding = (Alignment - (header.Length % Alignment)) % Alignment;
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)(header.Length + padding));
        file.Write(length);
        file.Write(header);
        file.Write("        "u8[..padding]);
        foreach (var (entry, write) in _tensors)
        {
            var start = file.Position;
            write(file);
            if (file.Position - start != entry.ByteLength)
            {
                throw new InvalidOperationException(
                    $"{file.Position - start} bytes were written for '{entry.Name}', which has {entry.ByteLength}");
            }
        }
    }

    private TensorEntry Describe(string name, ElementType type, ReadOnlySpan<long> shape)
    {
        SafetensorsType.NameOf(type);
        if (name == "__metadata__" || _tensors.Exists(tensor => tensor.Entry.Name == name))
        {
            throw new ArgumentException($"the name '{name}' is taken", nameof(name));
        }

        var entry = new TensorEntry(name, type, [.. shape], 0, 0);
        return entry with { ByteLength = entry.ElementCount * ElementLayout.Of(type).BlockBytes };
    }

    private byte[] WriteHeader()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteMetadata(json);
            long offset = 0;
            foreach (var (entry, _) in _tensors)
            {
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", SafetensorsType.NameOf(entry.Type));
                WriteNumbers(json, "shape", entry.Shape.AsSpan());
                WriteNumbers(json, "data_offsets", [offset, offset + entry.ByteLength]);
                json.WriteEndObject();
                offset += entry.ByteLength;
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private void WriteMetadata(Utf8JsonWriter json)
    {
        if (_metadata.Count > 0)
        {
            json.WriteStartObject("__metadata__");
            foreach (var (key, value) in _metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
