using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace MinMo.Models.Checkpoints;

/// <summary>What a safetensors file says about itself, checked against the size of the file.</summary>
internal sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyDictionary<string, TensorEntry> Entries)
{
    private const int LengthBytes = sizeof(ulong);

    /// <summary>Limit of the reference library, bytes.</summary>
    private const long LongestHeader = 100_000_000;

    /// <exception cref="CheckpointFormatException">The header is malformed or does not fit the file.</exception>
    public static SafetensorsHeader Read(MappedFile file)
    {
        if (file.Length < LengthBytes)
        {
            throw new CheckpointFormatException(file.Path, 0, "shorter than the length of a header");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(file.Slice(0, LengthBytes));
        if (length > (ulong)Math.Min(LongestHeader, file.Length - LengthBytes))
        {
            throw new CheckpointFormatException(file.Path, 0, $"a header of {length} bytes is too long or not in the file");
        }

        var text = file.Slice(LengthBytes, (long)length);
        if (!Utf8.IsValid(text))
        {
            throw new CheckpointFormatException(file.Path, LengthBytes, "the header is not UTF-8");
        }

        var dataStart = LengthBytes + (long)length;
        var header = Parse(file.Path, text, dataStart);
        CheckLayout(file, header.Entries.Values, dataStart);
        return header;
    }

    private static SafetensorsHeader Parse(string path, ReadOnlySpan<byte> text, long dataStart)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            return new SafetensorsHeaderParser(dataStart).Parse(ref reader);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is what the JSON reader throws for escaped lone surrogates.
            throw new CheckpointFormatException(path, LengthBytes + reader.TokenStartIndex, exception.Message, exception);
        }
    }

    /// <summary>The tensors, in order of their offsets, must cover the data exactly.</summary>
    private static void CheckLayout(MappedFile file, IEnumerable<TensorEntry> entries, long dataStart)
    {
        var next = dataStart;
        foreach (var entry in entries.OrderBy(entry => entry.Offset).ThenBy(entry => entry.ByteLength))
        {
            if (entry.Offset != next)
            {
                throw new CheckpointFormatException(
                    file.Path, entry.Offset, $"tensor '{entry.Name}' should start at byte {next}");
            }

            next += entry.ByteLength;
        }

        if (next != file.Length)
        {
            throw new CheckpointFormatException(
                file.Path, next, $"the tensors end here, the file has {file.Length} bytes");
        }
    }
}
