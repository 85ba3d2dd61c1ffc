using Google.Protobuf;
using Onnx;

namespace MinMo.Models.Bundles.Installing;

/// <summary>Names and shapes of an ONNX file's inputs and outputs.</summary>
internal sealed class OnnxHeader
{
    private readonly string _path;
    private readonly Dictionary<string, ValueInfoProto> _inputs;
    private readonly Dictionary<string, ValueInfoProto> _outputs;

    private OnnxHeader(string path, GraphProto graph)
    {
        _path = path;
        _inputs = graph.Input.ToDictionary(static value => value.Name, StringComparer.Ordinal);
        _outputs = graph.Output.ToDictionary(static value => value.Name, StringComparer.Ordinal);
    }

    /// <exception cref="BundleFormatException">It is no ONNX file.</exception>
    public static OnnxHeader Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var model = ModelProto.Parser.ParseFrom(stream);
            return model.Graph is { Node.Count: > 0 } graph
                ? new OnnxHeader(path, graph)
                : throw new BundleFormatException(path, "not an ONNX graph");
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new BundleFormatException(path, $"not an ONNX file: {broken.Message}", broken);
        }
    }

    /// <param name="name">Of the input.</param>
    /// <param name="shape">What it must be; -1 for a dimension that the graph leaves open or that does not matter.</param>
    public void RequireInput(string name, params ReadOnlySpan<long> shape) => Require(_inputs, "input", name, shape);

    /// <inheritdoc cref="RequireInput"/>
    public void RequireOutput(string name, params ReadOnlySpan<long> shape) => Require(_outputs, "output", name, shape);

    private void Require(Dictionary<string, ValueInfoProto> values, string what, string name, ReadOnlySpan<long> shape)
    {
        if (!values.TryGetValue(name, out var value))
        {
            throw new BundleFormatException(
                _path, $"the {what} '{name}' is missing; there are {string.Join(", ", values.Keys)}");
        }

        var actual = value.Type.TensorType?.Shape?.Dim;
        if (actual is null)
        {
            return; // the graph does not say
        }

        var fits = actual.Count == shape.Length;
        for (var axis = 0; fits && axis < shape.Length; axis++)
        {
            var size = actual[axis].DimValue;
            fits = shape[axis] < 0 || size == 0 || size == shape[axis];
        }

        if (!fits)
        {
            var sizes = actual.Select(static size => size.DimValue > 0 ? $"{size.DimValue}" : "?");
            throw new BundleFormatException(
                _path, $"the {what} '{name}' is [{string.Join(", ", sizes)}], not [{string.Join(", ", shape.ToArray())}]");
        }
    }
}
