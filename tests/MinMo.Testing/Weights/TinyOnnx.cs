using Google.Protobuf;
using Onnx;

namespace MinMo.Testing.Weights;

/// <summary>The smallest ONNX files that have the inputs, outputs and places of the real ones.</summary>
public static class TinyOnnx
{
    internal const int Float = (int)TensorProto.Types.DataType.Float;
    internal const int Int = (int)TensorProto.Types.DataType.Int32;
    internal const int Long = (int)TensorProto.Types.DataType.Int64;

    /// <summary>A Piper voice that can be cut; it gives no speech.</summary>
    public static void WriteVoice(string path)
    {
        var graph = new GraphProto { Name = "voice" };
        graph.Input.Add(Value("input", Long, 0, 0));
        graph.Input.Add(Value("input_lengths", Long, 0));
        graph.Input.Add(Value("scales", Float, 3));
        graph.Initializer.Add(Floats("kernel", [1, 192, 1], new float[192]));
        graph.Node.Add(Node("Cast", "/enc/Cast", ["input"], "hidden"));
        graph.Node.Add(Node("Conv", "/dec/conv_pre/Conv", ["hidden", "kernel"], "wave"));
        graph.Node.Add(Node("Tanh", "/dec/Tanh", ["wave"], "output"));
        graph.Output.Add(Value("output", Float, 0, 0, 0, 0));
        Save(graph, path);
    }

    /// <summary>The Silero detector's face; behind it the power of the chunk, so that what is loud is speech.</summary>
    public static void WriteSilero(string path)
    {
        var graph = new GraphProto { Name = "silero" };
        graph.Input.Add(Value("input", Float, 0, 0));
        graph.Input.Add(Value("state", Float, 2, 0, 128));
        graph.Input.Add(Value("sr", Long));
        graph.Initializer.Add(Longs("time", [1]));
        graph.Initializer.Add(Floats("gain", [], [1000]));
        graph.Node.Add(Node("Identity", "state", ["state"], "stateN"));
        graph.Node.Add(Node("Mul", "square", ["input", "input"], "squares"));
        graph.Node.Add(Node("ReduceMean", "mean", ["squares", "time"], "power"));
        graph.Node.Add(Node("Mul", "amplify", ["power", "gain"], "loud"));
        graph.Node.Add(Node("Tanh", "bound", ["loud"], "output"));
        graph.Output.Add(Value("output", Float, 0, 1));
        graph.Output.Add(Value("stateN", Float, 2, 0, 128));
        Save(graph, path);
    }

    /// <summary>A quantised product as pipecat-ai publishes smart-turn: logits = x W, [b, 80, 800] to [b, 80, 1], with
    /// x and W in 8 bits.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="weights">800 values of 8 bits.</param>
    /// <param name="scale">What one step of them is worth.</param>
    public static void WriteQuantizedTurnModel(string path, sbyte[] weights, float scale)
    {
        var graph = new GraphProto { Name = "turn" };
        graph.Input.Add(Value("input_features", Float, 0, 80, 800));
        graph.Initializer.Add(Floats("x_scale", [], [0.5f]));
        graph.Initializer.Add(Bytes("x_zero", TensorProto.Types.DataType.Uint8, [], [128]));
        graph.Initializer.Add(Bytes("w_quantized", TensorProto.Types.DataType.Int8, [800, 1], [.. weights.Select(static w => (byte)w)]));
        graph.Initializer.Add(Floats("w_scale", [1], [scale]));
        graph.Initializer.Add(Bytes("w_zero", TensorProto.Types.DataType.Int8, [1], [0]));
        graph.Node.Add(Node("DequantizeLinear", "w", ["w_quantized", "w_scale", "w_zero"], "w", ("axis", 1)));
        graph.Node.Add(Node("QuantizeLinear", "xq", ["input_features", "x_scale", "x_zero"], "xq"));
        graph.Node.Add(Node("DequantizeLinear", "x", ["xq", "x_scale", "x_zero"], "x"));
        graph.Node.Add(Node("MatMul", "product", ["x", "w"], "products"));
        graph.Initializer.Add(Longs("axes", [1]));
        graph.Node.Add(Node("ReduceSum", "sum", ["products", "axes"], "logits", ("keepdims", 0)));
        graph.Output.Add(Value("logits", Float, 0, 1));
        Save(graph, path);
    }

    internal static void Save(GraphProto graph, string path)
    {
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = string.Empty, Version = 18 });
        using var stream = File.Create(path);
        model.WriteTo(stream);
    }

    internal static NodeProto Node(string type, string name, string[] inputs, string output, params (string Name, long Value)[] settings)
    {
        var node = new NodeProto { OpType = type, Name = name, Output = { output } };
        node.Input.AddRange(inputs);
        foreach (var (key, value) in settings)
        {
            node.Attribute.Add(new AttributeProto { Name = key, I = value, Type = AttributeProto.Types.AttributeType.Int });
        }

        return node;
    }

    // A size of 0 is left open.
    internal static ValueInfoProto Value(string name, int type, params long[] sizes)
    {
        var shape = new TensorShapeProto();
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            shape.Dim.Add(sizes[axis] > 0
                ? new TensorShapeProto.Types.Dimension { DimValue = sizes[axis] }
                : new TensorShapeProto.Types.Dimension { DimParam = $"{name}{axis}" });
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = shape } },
        };
    }

    internal static TensorProto Floats(string name, long[] shape, float[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = Float };
        tensor.Dims.AddRange(shape);
        tensor.FloatData.AddRange(values);
        return tensor;
    }

    internal static TensorProto Longs(string name, long[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = Long };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.AddRange(values);
        return tensor;
    }

    private static TensorProto Bytes(string name, TensorProto.Types.DataType type, long[] shape, byte[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(values) };
        tensor.Dims.AddRange(shape);
        return tensor;
    }
}
