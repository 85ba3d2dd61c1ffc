using System.Collections.Immutable;
using System.Text.Json;

namespace MinMo.Models.Checkpoints;

/// <summary>Reads the JSON of a safetensors header in one pass. Every mistake is a <see cref="JsonException"/>.</summary>
/// <param name="dataStart">Where the data begin in the file, bytes.</param>
internal sealed class SafetensorsHeaderParser(long dataStart)
{
    private readonly Dictionary<string, TensorEntry> _entries = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _metadata;

    public SafetensorsHeader Parse(ref Utf8JsonReader reader)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "the header is not a JSON object");
        while (NextProperty(ref reader, out var name))
        {
            if (name == "__metadata__")
            {
                Expect(_metadata is null, "__metadata__ occurs twice");
                _metadata = ReadMetadata(ref reader);
            }
            else
            {
                _entries[name] = ReadEntry(ref reader, name); // of a repeated name the last entry counts
            }
        }

        Expect(!reader.Read(), "something follows the JSON object");
        return new SafetensorsHeader(_metadata ?? [], _entries);
    }

    private static Dictionary<string, string> ReadMetadata(ref Utf8JsonReader reader)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reader.TokenType == JsonTokenType.Null)
        {
            return metadata;
        }

        Expect(reader.TokenType == JsonTokenType.StartObject, "__metadata__ is not an object");
        while (NextProperty(ref reader, out var name))
        {
            Expect(reader.TokenType == JsonTokenType.String, "a value of __metadata__ is not a text");
            metadata[name] = reader.GetString()!;
        }

        return metadata;
    }

    private TensorEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        Expect(reader.TokenType == JsonTokenType.StartObject, "a tensor's entry is not an object");
        ElementType? type = null;
        List<ulong>? shape = null;
        List<ulong>? offsets = null;
        while (NextProperty(ref reader, out var field))
        {
            switch (field)
            {
                case "dtype":
                    type = ReadType(ref reader);
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader);
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        Expect(type is not null && shape is not null && offsets is { Count: 2 }, $"the entry of '{name}' is incomplete");
        return ToEntry(name, type!.Value, shape!, (offsets![0], offsets[1]));
    }

    private TensorEntry ToEntry(string name, ElementType type, List<ulong> shape, (ulong Begin, ulong End) range)
    {
        var limit = (ulong)(long.MaxValue - dataStart);
        Expect(range.Begin <= range.End && range.End <= limit, $"the offsets of '{name}' are impossible");
        try
        {
            ulong bytes = (ulong)ElementLayout.Of(type).BlockBytes;
            ulong count = 1;
            foreach (var dimension in shape)
            {
                count = checked(count * dimension);
            }

            Expect(checked(count * bytes) == range.End - range.Begin, $"shape and offsets of '{name}' do not fit together");
            var dimensions = shape.Select(dimension => checked((long)dimension)).ToImmutableArray();
            return new(name, type, dimensions, dataStart + (long)range.Begin, (long)(range.End - range.Begin));
        }
        catch (OverflowException)
        {
            throw new JsonException($"the shape of '{name}' overflows 64 bits");
        }
    }

    private static ElementType ReadType(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType == JsonTokenType.String, "dtype is not a text");
        var name = reader.GetString()!;
        Expect(SafetensorsType.TryParse(name, out var type), $"the dtype '{name}' is unknown");
        return type;
    }

    private static List<ulong> ReadNumbers(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType == JsonTokenType.StartArray, "shape and data_offsets must be lists");
        var numbers = new List<ulong>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ulong number = 0;
            Expect(
                reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out number),
                "shape and data_offsets hold non-negative integers of at most 64 bits");
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>Moves to the value of the next property; false at the end of the object.</summary>
    private static bool NextProperty(ref Utf8JsonReader reader, out string name)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            name = string.Empty;
            return false;
        }

        name = reader.GetString()!;
        reader.Read();
        return true;
    }

    private static void Expect(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new JsonException(otherwise);
        }
    }
}
