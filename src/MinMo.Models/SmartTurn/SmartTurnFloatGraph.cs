using Google.Protobuf;
using MinMo.Models.Checkpoints;
using Onnx;

namespace MinMo.Models.SmartTurn;

/// <summary>Makes the variant with float activations out of the published 8-bit file: the same weights, but no noise
/// between about 0.1 and 0.95 in its answers. Every pair of QuantizeLinear and DequantizeLinear on an activation goes;
/// weights are restored by Cast and Mul, which ONNX Runtime folds when it loads, and not by DequantizeLinear, which it
/// may fuse into an 8-bit product.</summary>
public static class SmartTurnFloatGraph
{
    /// <summary>The variant with float activations.</summary>
    public const string FileName = "smart-turn-v3.2-float.onnx";

    /// <summary>The file as pipecat-ai publishes it.</summary>
    public const string PublishedFileName = "smart-turn-v3.2-cpu.onnx";

    private const string Quantize = "QuantizeLinear";
    private const string Dequantize = "DequantizeLinear";

    /// <summary>Converts a file.</summary>
    /// <param name="published">The 8-bit file.</param>
    /// <param name="target">Where to write.</param>
    /// <exception cref="CheckpointFormatException">It is no ONNX file, or is quantised in another way.</exception>
    public static void Write(string published, string target)
    {
        var model = Parse(published);
        var graph = model.Graph;
        var weights = graph.Initializer.ToDictionary(static tensor => tensor.Name, StringComparer.Ordinal);
        var quantized = graph.Node.Where(static node => node.OpType == Quantize)
            .ToDictionary(static node => node.Output[0], static node => node.Input[0], StringComparer.Ordinal);
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        List<NodeProto> nodes = [];
        foreach (var node in graph.Node.Where(static node => node.OpType != Quantize))
        {
            if (node.OpType != Dequantize)
            {
                nodes.Add(node);
            }
            else if (quantized.TryGetValue(node.Input[0], out var activation))
            {
                renamed.Add(node.Output[0], activation);
            }
            else
            {
                nodes.AddRange(Restore(node, weights, graph, published));
            }
        }

        Replace(graph, nodes, renamed);
        using var stream = File.Create(target);
        model.WriteTo(stream);
    }

    private static ModelProto Parse(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var model = ModelProto.Parser.ParseFrom(stream);
            return model.Graph?.Node.Any(static node => node.OpType == Quantize) == true
                ? model
                : throw new CheckpointFormatException(path, 0, "not a quantised ONNX graph");
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new CheckpointFormatException(path, 0, $"not an ONNX file: {broken.Message}", broken);
        }
    }

    /// <summary>weight = float(stored) * scale, the scale shaped so that it runs along the quantised axis.</summary>
    private static IEnumerable<NodeProto> Restore(
        NodeProto node, Dictionary<string, TensorProto> weights, GraphProto graph, string path)
    {
        if (!weights.TryGetValue(node.Input[0], out var stored) || !weights.TryGetValue(node.Input[1], out var scale)
            || (node.Input.Count > 2 && !IsZero(weights[node.Input[2]])))
        {
            throw new CheckpointFormatException(path, 0, $"'{node.Name}' is quantised in a way that is not supported");
        }

        var axis = node.Attribute.FirstOrDefault(static attribute => attribute.Name == "axis")?.I ?? 1;
        var shaped = scale.Clone();
        shaped.Name = $"{node.Output[0]}.scale";
        if (scale.Dims.Count == 1 && scale.Dims[0] > 1)
        {
            shaped.Dims.Clear();
            shaped.Dims.AddRange(stored.Dims.Select((_, at) => at == axis ? scale.Dims[0] : 1));
        }

        graph.Initializer.Add(shaped);
        var cast = new NodeProto { OpType = "Cast", Input = { stored.Name }, Output = { $"{node.Output[0]}.cast" } };
        cast.Attribute.Add(new AttributeProto
        {
            Name = "to",
            I = (long)TensorProto.Types.DataType.Float,
            Type = AttributeProto.Types.AttributeType.Int,
        });
        return [cast, new NodeProto { OpType = "Mul", Input = { cast.Output[0], shaped.Name }, Output = { node.Output[0] } }];
    }

    private static bool IsZero(TensorProto tensor)
        => tensor.RawData.All(static value => value == 0) && tensor.Int32Data.All(static value => value == 0);

    private static void Replace(GraphProto graph, List<NodeProto> nodes, Dictionary<string, string> renamed)
    {
        foreach (var node in nodes)
        {
            for (var at = 0; at < node.Input.Count; at++)
            {
                node.Input[at] = renamed.GetValueOrDefault(node.Input[at], node.Input[at]);
            }
        }

        graph.Node.Clear();
        graph.Node.AddRange(nodes);
        var used = nodes.SelectMany(static node => node.Input).ToHashSet(StringComparer.Ordinal);
        var kept = graph.Initializer.Where(tensor => used.Contains(tensor.Name)).ToList();
        graph.Initializer.Clear();
        graph.Initializer.AddRange(kept);
        graph.ValueInfo.Clear();
    }
}
