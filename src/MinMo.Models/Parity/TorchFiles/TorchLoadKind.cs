using System.Globalization;
using System.Text.Json.Nodes;
using MinMo.Models.Checkpoints.TorchFiles;

namespace MinMo.Models.Parity.TorchFiles;

internal sealed class TorchLoadKind : IGoldenKind
{
    public string Name => "torchzip.load";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var path = Path.Combine(golden.RequireCheckpoint(), golden.Parameters.GetProperty("file").GetString()!);
        using var file = TorchFile.Open(path);
        foreach (var name in file.Tensors.Keys)
        {
            outputs.Add(name, GoldenTensor.Read(file, name));
        }

        outputs.AddJson("tree", Describe(file.Root, string.Empty));
    }

    private static JsonNode? Describe(TorchValue value, string path) => value switch
    {
        TorchValue.Tensor => Wrap("tensor", path.Length == 0 ? "tensor" : path),
        TorchValue.Dictionary dictionary => Wrap("dict", DescribeEntries(dictionary, path)),
        TorchValue.Sequence list => Wrap("list", DescribeAll(list.Items, path)),
        TorchValue.Tuple tuple => Wrap("tuple", DescribeAll(tuple.Items, path)),
        TorchValue.Integer integer => Wrap("int", integer.Value.ToString(CultureInfo.InvariantCulture)),
        TorchValue.Float number => Wrap("float", PythonNumber.Write(number.Value)),
        TorchValue.Text text => text.Value,
        TorchValue.Boolean boolean => boolean.Value,
        _ => null,
    };

    private static JsonArray DescribeEntries(TorchValue.Dictionary dictionary, string path)
        => new([.. dictionary.Entries.Select(entry =>
        {
            var key = entry.Key is TorchValue.Integer integer ? JsonValue.Create((long)integer.Value) : (JsonNode)((TorchValue.Text)entry.Key).Value;
            return (JsonNode)new JsonArray(key, Describe(entry.Value, Below(path, key.ToString())));
        })]);

    private static JsonArray DescribeAll(IReadOnlyList<TorchValue> items, string path)
        => new([.. items.Select((item, index) => Describe(item, Below(path, index.ToString(CultureInfo.InvariantCulture))))]);

    private static string Below(string path, string segment) => path.Length == 0 ? segment : $"{path}/{segment}";

    private static JsonObject Wrap(string kind, JsonNode content) => new() { [kind] = content };
}
