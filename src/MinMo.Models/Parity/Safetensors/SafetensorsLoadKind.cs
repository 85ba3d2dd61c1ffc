using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Parity.Safetensors;

internal sealed class SafetensorsLoadKind : IGoldenKind
{
    /// <summary>How many leading values of a tensor the golden shows.</summary>
    private const int ShownValues = 4;

    public string Name => "safetensors.load";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var files = new JsonObject();
        foreach (var file in golden.InputsJson.GetProperty("files").EnumerateArray())
        {
            var name = file.GetString()!;
            using var checkpoint = SafetensorsFile.Open(Path.Combine(golden.RequireCheckpoint(), name));
            files.Add(name, Describe(checkpoint));
        }

        outputs.AddJson("files", files);
    }

    private static JsonObject Describe(SafetensorsFile file)
    {
        var metadata = new JsonObject();
        foreach (var (key, value) in file.Metadata)
        {
            metadata.Add(key, value);
        }

        var tensors = new JsonObject();
        foreach (var entry in file.Tensors.Values)
        {
            tensors.Add(entry.Name, Describe(file, entry));
        }

        return new JsonObject { ["metadata"] = metadata, ["tensors"] = tensors };
    }

    private static JsonObject Describe(SafetensorsFile file, TensorEntry entry)
    {
        var bytes = new byte[entry.ByteLength];
        file.ReadBytes(entry.Name, 0, bytes);
        return new JsonObject
        {
            ["dtype"] = SafetensorsType.NameOf(entry.Type),
            ["shape"] = new JsonArray([.. entry.Shape.Select(dimension => (JsonNode)dimension)]),
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            ["first"] = ShowFirst(file, entry, bytes),
        };
    }

    private static JsonArray ShowFirst(SafetensorsFile file, TensorEntry entry, byte[] bytes)
    {
        var shown = (int)Math.Min(ShownValues, entry.ElementCount);
        if (entry.Type == ElementType.Float64) // a float32 would lose digits
        {
            return [.. MemoryMarshal.Cast<byte, double>(bytes)[..shown].ToArray().Select(value => (JsonNode)value)];
        }

        var tensor = GoldenTensor.Read(file, entry.Name);
        return tensor.IsInteger
            ? [.. tensor.Integers.Take(shown).Select(value => (JsonNode)value)]
            : [.. tensor.Floats.Take(shown).Select(value => (JsonNode)(double)value)];
    }
}
