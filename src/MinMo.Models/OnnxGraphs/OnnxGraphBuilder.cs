using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace MinMo.Models.OnnxGraphs;

/// <summary>Writes an ONNX graph in code: inputs, weights, nodes, outputs, then the file. Weights go to a file beside it
/// as they are added, so that only one of them is in memory.</summary>
/// <remarks>Standard operators are those of opset 20; <see cref="Microsoft"/> names ONNX Runtime's own.</remarks>
internal sealed class OnnxGraphBuilder : IDisposable
{
    /// <summary>The domain of ONNX Runtime's own operators.</summary>
    public const string Microsoft = "com.microsoft";

    private const int Opset = 20;
    private const int DataAlignment = 4096;
    private const int BandColumns = 16;

    private readonly GraphProto _graph;
    private readonly string _path;
    private readonly FileStream _data;
    private int _names;

    /// <param name="name">The graph's own name.</param>
    /// <param name="path">Of the graph; its weights go beside it, as <c>path.data</c>. Both are replaced.</param>
    public OnnxGraphBuilder(string name, string path)
    {
        _graph = new GraphProto { Name = name };
        _path = path;
        _data = File.Create(path + ".data");
    }

    /// <summary>Declares an input.</summary>
    public OnnxValue Input(string name, TensorProto.Types.DataType type, params ReadOnlySpan<OnnxDimension> shape)
    {
        _graph.Input.Add(Describe(name, type, shape));
        return new OnnxValue(name);
    }

    /// <summary>Gives a value a public name and makes it an output.</summary>
    public void Output(
        OnnxValue value, string name, TensorProto.Types.DataType type, params ReadOnlySpan<OnnxDimension> shape)
    {
        _graph.Output.Add(Describe(name, type, shape));
        _graph.Node.Add(new NodeProto { OpType = "Identity", Name = name, Input = { value.Name }, Output = { name } });
    }

    /// <summary>Makes a value that a node already writes under this name an output, without a copy.</summary>
    public void OutputAsIs(OnnxValue value, TensorProto.Types.DataType type, params ReadOnlySpan<OnnxDimension> shape)
        => _graph.Output.Add(Describe(value.Name, type, shape));

    /// <summary>Float32 weights.</summary>
    public OnnxValue Constant(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
        => Initializer(MemoryMarshal.AsBytes(values), TensorProto.Types.DataType.Float, shape);

    /// <summary>Weights kept as float16, which is exact for checkpoints in that type.</summary>
    public OnnxValue HalfConstant(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        var halves = new Half[values.Length];
        TensorPrimitives.ConvertToHalf(values, halves);
        return Initializer(MemoryMarshal.AsBytes<Half>(halves).ToArray(), TensorProto.Types.DataType.Float16, shape);
    }

    /// <summary>Shapes, axes and ids: a vector of int64.</summary>
    public OnnxValue Integers(params ReadOnlySpan<long> values) => IntegerTable(values, values.Length);

    /// <summary>A table of int64.</summary>
    public OnnxValue IntegerTable(ReadOnlySpan<long> values, params ReadOnlySpan<long> shape)
    {
        var tensor = NewTensor(TensorProto.Types.DataType.Int64, shape);
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values));
        _graph.Initializer.Add(tensor);
        return new OnnxValue(tensor.Name);
    }

    /// <summary>One float32 without dimensions.</summary>
    public OnnxValue Scalar(float value)
    {
        var tensor = NewTensor(TensorProto.Types.DataType.Float, []);
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes([value]));
        _graph.Initializer.Add(tensor);
        return new OnnxValue(tensor.Name);
    }

    /// <summary>Adds a node with one output.</summary>
    public OnnxValue Node(string operation, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var output = NewName(operation);
        AddNode(string.Empty, operation, inputs, [output], attributes);
        return output;
    }

    /// <summary>Adds a node of ONNX Runtime's own domain with one output.</summary>
    public OnnxValue MicrosoftNode(
        string operation, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var output = NewName(operation);
        AddNode(Microsoft, operation, inputs, [output], attributes);
        return output;
    }

    /// <summary>Adds a node with outputs named by the caller.</summary>
    public void AddNode(
        string domain,
        string operation,
        ReadOnlySpan<OnnxValue> inputs,
        ReadOnlySpan<OnnxValue> outputs,
        ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Domain = domain, Name = outputs[0].Name };
        foreach (var input in inputs)
        {
            node.Input.Add(input.Name);
        }

        foreach (var output in outputs)
        {
            node.Output.Add(output.Name);
        }

        node.Attribute.AddRange(attributes.ToArray());
        _graph.Node.Add(node);
    }

    /// <summary>As <see cref="Linear"/>, for rows that are two dimensional: in float32 it is one node.</summary>
    /// <param name="x"><c>[rows, weight.Columns]</c>.</param>
    /// <param name="weight">As PyTorch stores it: <c>[out, in]</c>.</param>
    /// <param name="bias"><c>[out]</c>.</param>
    /// <param name="precision">How the matrix is kept; the bias stays float32.</param>
    public OnnxValue RowsLinear(OnnxValue x, LinearWeight weight, ReadOnlySpan<float> bias, WeightPrecision precision)
        => precision == WeightPrecision.Int8
            ? Linear(x, weight, bias, precision)
            : Node("Gemm", [x, Matrix(weight), Constant(bias, bias.Length)], OnnxAttribute.Of("transB", 1L));

    /// <summary>x · weightᵀ + bias.</summary>
    /// <param name="x"><c>[…, weight.Columns]</c>.</param>
    /// <param name="weight">As PyTorch stores it: <c>[out, in]</c>.</param>
    /// <param name="bias"><c>[out]</c>, or empty for none.</param>
    /// <param name="precision">How the matrix is kept; the bias stays float32.</param>
    public OnnxValue Linear(OnnxValue x, LinearWeight weight, ReadOnlySpan<float> bias, WeightPrecision precision)
    {
        var product = precision == WeightPrecision.Int8 ? QuantizedProduct(x, weight) : FloatProduct(x, weight);
        return bias.IsEmpty ? product : Node("Add", [product, Constant(bias, bias.Length)]);
    }

    /// <summary>Writes the graph; nothing can be added afterwards.</summary>
    public void Save()
    {
        _data.Dispose();
        var model = new ModelProto { IrVersion = 10, ProducerName = "minmo", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = string.Empty, Version = Opset });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = Microsoft, Version = 1 });
        using var file = File.Create(_path);
        model.WriteTo(file);
    }

    /// <inheritdoc/>
    public void Dispose() => _data.Dispose();

    /// <summary>A fresh name that begins with the operation, for nodes with several outputs.</summary>
    public OnnxValue NewName(string prefix) => new(string.Create(CultureInfo.InvariantCulture, $"{prefix}_{_names++}"));

    private OnnxValue Matrix(LinearWeight weight)
    {
        var matrix = Begin(
            sizeof(float) * (long)weight.Rows * weight.Columns, TensorProto.Types.DataType.Float, [weight.Rows, weight.Columns]);
        foreach (var (_, rows) in weight.Slabs())
        {
            _data.Write(MemoryMarshal.AsBytes(rows.Span));
        }

        return matrix;
    }

    // MatMul wants [in, out]: written some columns at a time, so that there is no second matrix in memory.
    private OnnxValue FloatProduct(OnnxValue x, LinearWeight weight)
    {
        var (rows, columns) = (weight.Rows, weight.Columns);
        var values = new float[rows * columns];
        weight.Read(0, values);
        var transposed = Begin(sizeof(float) * (long)values.Length, TensorProto.Types.DataType.Float, [columns, rows]);
        var band = new float[BandColumns * rows];
        for (var first = 0; first < columns; first += BandColumns)
        {
            var count = Math.Min(BandColumns, columns - first);
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < count; column++)
                {
                    band[(column * rows) + row] = values[(row * columns) + first + column];
                }
            }

            _data.Write(MemoryMarshal.AsBytes(band.AsSpan(0, count * rows)));
        }

        return Node("MatMul", [x, transposed]);
    }

    private OnnxValue QuantizedProduct(OnnxValue x, LinearWeight weight)
    {
        var blocks = BlockQuantizedMatrix.BlocksOf(weight.Columns);
        long[] shape = [weight.Rows, blocks, BlockQuantizedMatrix.BlockSize];
        var values = Begin(shape[0] * shape[1] * shape[2], TensorProto.Types.DataType.Uint8, shape);
        var scales = new float[weight.Rows * blocks];
        foreach (var (first, rows) in weight.Slabs())
        {
            var part = BlockQuantizedMatrix.Quantize(rows.Span, rows.Length / weight.Columns, weight.Columns);
            _data.Write(part.Values);
            part.Scales.CopyTo(scales, first * blocks);
        }

        return MicrosoftNode(
            "MatMulNBits",
            [x, values, Constant(scales, scales.Length)],
            OnnxAttribute.Of("K", weight.Columns),
            OnnxAttribute.Of("N", weight.Rows),
            OnnxAttribute.Of("bits", 8),
            OnnxAttribute.Of("block_size", BlockQuantizedMatrix.BlockSize),
            OnnxAttribute.Of("accuracy_level", 4)); // Activations in 8 bit: 20 times faster than level 0.
    }

    private OnnxValue Initializer(ReadOnlySpan<byte> payload, TensorProto.Types.DataType type, ReadOnlySpan<long> shape)
    {
        var value = Begin(payload.Length, type, shape);
        _data.Write(payload);
        return value;
    }

    /// <summary>Declares weights; exactly so many bytes are to be written next.</summary>
    private OnnxValue Begin(long length, TensorProto.Types.DataType type, ReadOnlySpan<long> shape)
    {
        _data.Position = Aligned(_data.Position);
        var tensor = NewTensor(type, shape);
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.ExternalData.Add(
            new StringStringEntryProto { Key = "location", Value = Path.GetFileName(_data.Name) });
        tensor.ExternalData.Add(Entry("offset", _data.Position));
        tensor.ExternalData.Add(Entry("length", length));
        _graph.Initializer.Add(tensor);
        return new OnnxValue(tensor.Name);
    }

    private TensorProto NewTensor(TensorProto.Types.DataType type, ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto { Name = NewName("weight").Name, DataType = (int)type };
        tensor.Dims.AddRange(shape.ToArray());
        return tensor;
    }

    private static StringStringEntryProto Entry(string key, long value)
        => new() { Key = key, Value = value.ToString(CultureInfo.InvariantCulture) };

    // Memory-mapped data must begin on a page.
    private static long Aligned(long position) => (position + DataAlignment - 1) / DataAlignment * DataAlignment;

    private static ValueInfoProto Describe(
        string name, TensorProto.Types.DataType type, ReadOnlySpan<OnnxDimension> shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (var dimension in shape)
        {
            dimensions.Dim.Add(dimension.Length is { } length
                ? new TensorShapeProto.Types.Dimension { DimValue = length }
                : new TensorShapeProto.Types.Dimension { DimParam = dimension.Name });
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions } },
        };
    }
}
