using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MinMo.Models.Checkpoints;

/// <summary>Collects tensors and writes them as one safetensors file.</summary>
public sealed class SafetensorsWriter
{
    /// <summary>The header is padded with spaces, so that the data start at a multiple of this many bytes.</summary>
    private const int Alignment = 8;

    private readonly List<(string Name, ElementType Type, long[] Shape, byte[] Bytes)> _tensors = [];
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
        SafetensorsType.NameOf(type);
        var entry = new TensorEntry(name, type, [.. shape], 0, bytes.Length);
        if (entry.ElementCount * ElementLayout.Of(type).BlockBytes != bytes.Length)
        {
            throw new ArgumentException($"'{name}' has {bytes.Length} bytes for {entry.ElementCount} elements", nameof(bytes));
        }

        if (name == "__metadata__" || _tensors.Exists(tensor => tensor.Name == name))
        {
            throw new ArgumentException($"the name '{name}' is taken", nameof(name));
        }

        _tensors.Add((name, type, shape.ToArray(), bytes.ToArray()));
    }

    /// <summary>Adds or replaces a text of <c>__metadata__</c>.</summary>
    public void SetMetadata(string key, string value) => _metadata[key] = value;

    /// <summary>Writes the file, replacing one that is there.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
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
        foreach (var tensor in _tensors)
        {
            file.Write(tensor.Bytes);
        }
    }

    private byte[] WriteHeader()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteMetadata(json);
            long offset = 0;
            foreach (var (name, type, shape, bytes) in _tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", SafetensorsType.NameOf(type));
                WriteNumbers(json, "shape", shape);
                WriteNumbers(json, "data_offsets", [offset, offset + bytes.Length]);
                json.WriteEndObject();
                offset += bytes.Length;
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
