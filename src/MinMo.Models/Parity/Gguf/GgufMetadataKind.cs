using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MinMo.Models.Checkpoints;
using MinMo.Models.Checkpoints.Gguf;

namespace MinMo.Models.Parity.Gguf;

internal sealed partial class GgufMetadataKind : IGoldenKind
{
    /// <summary>How many leading elements of an array the golden shows.</summary>
    private const int ShownElements = 8;

    public string Name => "gguf.metadata";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var file = GgufFile.Open(golden.CheckpointFile());
        var metadata = new JsonObject();
        foreach (var (key, value) in file.Metadata)
        {
            metadata.Add(key, Describe(value));
        }

        var tensors = new JsonObject();
        foreach (var entry in file.Tensors.Values)
        {
            if (!(golden.UsesInstalledWeights && InnerLayer().IsMatch(entry.Name)))
            {
                tensors.Add(entry.Name, Describe(file, entry));
            }
        }

        outputs.AddJson("version", file.Version);
        outputs.AddJson("alignment", file.Alignment);
        outputs.AddJson("data_offset", file.DataOffset);
        outputs.AddJson("metadata", metadata);
        outputs.AddJson("tensors", tensors);
    }

    /// <summary>Layers 1 to 28, which the goldens on the real file leave out.</summary>
    [GeneratedRegex(@"^blk\.([1-9]|1[0-9]|2[0-8])\.")]
    private static partial Regex InnerLayer();

    private static JsonObject Describe(GgufFile file, TensorEntry entry)
    {
        var bytes = new byte[entry.ByteLength];
        file.ReadBytes(entry.Name, 0, bytes);
        return new JsonObject
        {
            ["type"] = GgufType.NameOf(entry.Type),
            ["shape"] = new JsonArray([.. entry.Shape.Select(dimension => (JsonNode)dimension)]),
            ["offset"] = entry.Offset,
            ["bytes"] = entry.ByteLength,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        };
    }

    private static JsonObject Describe(GgufValue value)
    {
        if (value.Element is not { } element)
        {
            return new JsonObject { ["type"] = NameOf(value.Type), ["value"] = Describe(value.Content) };
        }

        var array = (Array)value.Content;
        return new JsonObject
        {
            ["type"] = NameOf(value.Type),
            ["element"] = NameOf(element),
            ["count"] = array.Length,
            ["first"] = new JsonArray([.. array.Cast<object>().Take(ShownElements).Select(Describe)]),
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(BytesOf(array))),
        };
    }

    private static JsonNode? Describe(object content) => content switch
    {
        string text => text,
        bool truth => truth,
        float single => PythonNumber.Write(single),
        double wide => PythonNumber.Write(wide),
        _ => Convert.ToString(content, CultureInfo.InvariantCulture),
    };

    private static byte[] BytesOf(Array array) => array switch
    {
        string[] texts => [.. texts.SelectMany(text => (byte[])[.. Encoding.UTF8.GetBytes(text), 0])],
        bool[] truths => MemoryMarshal.AsBytes<bool>(truths).ToArray(),
        _ => CopyNumbers(array),
    };

    private static byte[] CopyNumbers(Array numbers)
    {
        var bytes = new byte[Buffer.ByteLength(numbers)];
        Buffer.BlockCopy(numbers, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    private static string NameOf(GgufValueType type)
        => type == GgufValueType.Text ? "string" : type.ToString().ToLowerInvariant();
}
