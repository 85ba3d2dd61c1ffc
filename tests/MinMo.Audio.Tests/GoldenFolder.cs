using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using MinMo.Testing.Goldens;

namespace MinMo.Audio.Tests;

/// <summary>One golden of <c>tests/goldens/audio</c>. Reads just enough of safetensors to need no libtorch.</summary>
internal sealed class GoldenFolder
{
    private readonly string _path;

    private GoldenFolder(string path)
    {
        _path = path;
        Description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(path, "golden.json"))).RootElement;
    }

    public JsonElement Description { get; }

    public static GoldenFolder Open(string name) => new(Path.Combine(Root(), name));

    public static IEnumerable<string> Names(string prefix)
        => Directory.GetDirectories(Root(), prefix + "*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public (int[] Shape, T[] Values) Tensor<T>(string file, string name)
        where T : unmanaged
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(_path, file));
        int header = checked((int)BinaryPrimitives.ReadInt64LittleEndian(bytes));
        using var index = JsonDocument.Parse(bytes.AsMemory(8, header));
        var entry = index.RootElement.GetProperty(name);
        int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        int from = entry.GetProperty("data_offsets")[0].GetInt32();
        int to = entry.GetProperty("data_offsets")[1].GetInt32();
        return (shape, MemoryMarshal.Cast<byte, T>(bytes.AsSpan(8 + header)[from..to]).ToArray());
    }

    private static string Root() => GoldenFolders.Of("audio");
}
