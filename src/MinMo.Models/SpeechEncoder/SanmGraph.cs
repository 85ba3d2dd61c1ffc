using MinMo.Models.Checkpoints;
using MinMo.Models.OnnxGraphs;
using static Onnx.TensorProto.Types;

namespace MinMo.Models.SpeechEncoder;

/// <summary>Writes a stack of <see cref="SanmLayer"/> into a graph, with the earlier rows of all lanes as inputs.</summary>
/// <remarks>Keys and values of earlier rows lie in a ring: attention does not mind their order, and the mask says which
/// count. They are multiplied apart from those of the new rows, so that nothing is put together but scores. Rows are two
/// dimensional between the layers, <c>[n · t, d]</c>: so a matrix and its bias are one operation.</remarks>
internal sealed class SanmGraph
{
    private const float Epsilon = 1e-5f; // of torch.nn.LayerNorm

    private readonly OnnxGraphBuilder _builder;
    private readonly ICheckpoint _weights;
    private readonly SanmStack _stack;
    private readonly WeightPrecision _precision;
    private readonly OnnxValue _lanes;
    private readonly OnnxValue _split;
    private readonly OnnxValue _windows;
    private readonly OnnxValue _mask;

    /// <param name="builder">Gets the nodes.</param>
    /// <param name="weights">Parameters under the names of the modules.</param>
    /// <param name="stack">Sizes and names.</param>
    /// <param name="rows">Whose rows step, and how they lie.</param>
    /// <param name="precision">How the matrices are kept.</param>
    public SanmGraph(
        OnnxGraphBuilder builder, ICheckpoint weights, SanmStack stack, SanmGraphRows rows, WeightPrecision precision)
    {
        (_builder, _weights, _stack, _precision) = (builder, weights, stack, precision);
        (_lanes, _split, _windows) = (rows.Lanes, rows.Split, rows.Windows);
        _mask = builder.Input(stack.Mask, DataType.Float, "n", 1, "t_" + stack.Name, "seen_" + stack.Name);
    }

    /// <summary>All layers of a stack and the norm behind them, under their usual names.</summary>
    /// <param name="x"><c>[n · t, inputs]</c>.</param>
    /// <returns><c>[n · t, d]</c>.</returns>
    public OnnxValue Layers(OnnxValue x)
    {
        for (var layer = 0; layer < _stack.LayerCount; layer++)
        {
            x = Layer(x, layer, $"layers.{layer}");
        }

        return Norm(x, "norm", _stack.Sizes.Width);
    }

    /// <summary>The state of the lanes that step.</summary>
    /// <param name="state"><c>[lanes, ...]</c>.</param>
    /// <returns><c>[n, ...]</c>.</returns>
    public OnnxValue OfLanes(OnnxValue state) => _builder.Node("Gather", [state, _lanes], OnnxAttribute.Of("axis", 0L));

    /// <summary>One layer.</summary>
    /// <param name="x"><c>[n · t, inputs]</c>.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="module">Name of the layer in the checkpoint.</param>
    /// <returns><c>[n · t, d]</c>.</returns>
    public OnnxValue Layer(OnnxValue x, int layer, string module)
    {
        var (attended, remembered) = Attention(
            Norm(x, $"{module}.norm1", _stack.Sizes.Inputs), layer, $"{module}.self_attn");
        var sum = _stack.Sizes.Inputs == _stack.Sizes.Width
            ? _builder.Node("Sum", [x, attended, remembered])
            : _builder.Node("Add", [attended, remembered]);
        var (width, hidden) = (_stack.Sizes.Width, _stack.Sizes.FeedForward);
        var expanded = Linear(Norm(sum, $"{module}.norm2", width), $"{module}.feed_forward.w_1", (width, hidden));
        var contracted = Linear(_builder.Node("Relu", [expanded]), $"{module}.feed_forward.w_2", (hidden, width));
        return _builder.Node("Add", [sum, contracted]);
    }

    /// <summary>Layer normalization over the last axis.</summary>
    public OnnxValue Norm(OnnxValue x, string module, int width)
        => _builder.Node(
            "LayerNormalization",
            [x, Constant($"{module}.weight", width), Constant($"{module}.bias", width)],
            OnnxAttribute.Of("axis", -1L),
            OnnxAttribute.Of("epsilon", Epsilon));

    /// <summary>A linear layer over two dimensional rows.</summary>
    public OnnxValue Linear(OnnxValue x, string module, (int In, int Out) widths)
        => _builder.RowsLinear(
            x, new LinearWeight(_weights.ReadShaped($"{module}.weight", widths.Out, widths.In), widths.Out, widths.In),
            _weights.ReadShaped($"{module}.bias", widths.Out), _precision);

    private (OnnxValue Attended, OnnxValue Remembered) Attention(OnnxValue x, int layer, string module)
    {
        OnnxValue[] parts = [_builder.NewName("queries"), new(_stack.NewKeys(layer)), new(_stack.NewValues(layer))];
        _builder.AddNode(
            string.Empty, "Split", [ScaledProjections(x, module)], parts,
            [OnnxAttribute.Of("axis", -1L), OnnxAttribute.Of("num_outputs", 3L)]); // each [n t, d]
        _builder.OutputAsIs(parts[1], DataType.Float, "rows_" + _stack.Name, _stack.Sizes.Width);
        _builder.OutputAsIs(parts[2], DataType.Float, "rows_" + _stack.Name, _stack.Sizes.Width);
        var values = _builder.Node("Reshape", [parts[2], _split]); // [n, t, h, e]
        var joined = Attended(Heads(parts[0], 0, 2, 1, 3), Heads(parts[1], 0, 2, 3, 1), Transposed(values, 0, 2, 1, 3), layer);
        var attended = Linear(joined, $"{module}.linear_out", (_stack.Sizes.Width, _stack.Sizes.Width));
        return (attended, Remembered(values, layer, $"{module}.fsmn_block.weight"));
    }

    // [n, h, t, e] queries, [n, h, e, t] keys, [n, h, t, e] values
    private OnnxValue Attended(OnnxValue queries, OnnxValue keys, OnnxValue values, int layer)
    {
        var (earlierKeys, earlierValues) = Earlier(layer);
        var scores = _builder.Node(
            "Concat", [Product(queries, earlierKeys), Product(queries, keys)], OnnxAttribute.Of("axis", -1L)); // [n, h, t, s + t]
        var weights = _builder.Node("Softmax", [_builder.Node("Add", [scores, _mask])], OnnxAttribute.Of("axis", -1L));
        var attended = _builder.Node(
            "Add",
            [
                Product(Between(weights, 0, _stack.Chunks.LeftRows), earlierValues),
                Product(Between(weights, _stack.Chunks.LeftRows, long.MaxValue), values),
            ]); // [n, h, t, e]
        return Flat(Transposed(attended, 0, 2, 1, 3));
    }

    private (OnnxValue Keys, OnnxValue Values) Earlier(int layer)
    {
        var (heads, size, left) = (_stack.Sizes.Heads, _stack.HeadSize, _stack.Chunks.LeftRows);
        return (
            OfLanes(_builder.Input(_stack.Keys(layer), DataType.Float, "lanes", heads, size, left)),
            OfLanes(_builder.Input(_stack.Values(layer), DataType.Float, "lanes", heads, left, size)));
    }

    // The filter and the value itself, which is added to what the filter gives.
    private OnnxValue Remembered(OnnxValue values, int layer, string filter)
    {
        var sizes = _stack.Sizes;
        var before = OfLanes(_builder.Input(
            _stack.Memory(layer), DataType.Float, "lanes", sizes.MemoryLeft, sizes.Heads, _stack.HeadSize));
        var all = _builder.Node("Concat", [before, values], OnnxAttribute.Of("axis", 1L));            // [n, left + t, h, e]
        var taps = DepthwiseTaps(_weights, filter, sizes.MemoryKernel, sizes.Width);                 // [kernel, d]
        for (var channel = 0; channel < sizes.Width; channel++)
        {
            taps[(sizes.MemoryLeft * sizes.Width) + channel] += 1;
        }

        var weights = _builder.Constant(taps, sizes.MemoryKernel, sizes.Heads, _stack.HeadSize);
        return Flat(Filtered(_builder, all, _windows, weights));
    }

    /// <summary>A filter over time for each channel on its own.</summary>
    /// <param name="builder">Gets the nodes.</param>
    /// <param name="x"><c>[n, rows, ...]</c>.</param>
    /// <param name="windows">Which rows are under the filter for each row that comes out, int64 <c>[t, kernel]</c>.</param>
    /// <param name="taps"><c>[kernel, ...]</c>.</param>
    /// <returns><c>[n, t, ...]</c>.</returns>
    public static OnnxValue Filtered(OnnxGraphBuilder builder, OnnxValue x, OnnxValue windows, OnnxValue taps)
    {
        var under = builder.Node("Gather", [x, windows], OnnxAttribute.Of("axis", 1L)); // [n, t, kernel, ...]
        return builder.Node(
            "ReduceSum", [builder.Node("Mul", [under, taps]), builder.Integers(2)], OnnxAttribute.Of("keepdims", 0L));
    }

    /// <summary>The weights of a <see cref="DepthwiseFilter"/>, taps before channels.</summary>
    /// <param name="weights">Hold the filter.</param>
    /// <param name="name">Of <c>[channels, 1, kernel]</c>.</param>
    /// <param name="kernel">Taps.</param>
    /// <param name="channels">Channels.</param>
    /// <returns><c>[kernel, channels]</c>.</returns>
    public static float[] DepthwiseTaps(ICheckpoint weights, string name, int kernel, int channels)
    {
        var stored = weights.ReadShaped(name, channels, 1, kernel);
        var taps = new float[stored.Length];
        for (var channel = 0; channel < channels; channel++)
        {
            for (var tap = 0; tap < kernel; tap++)
            {
                taps[(tap * channels) + channel] = stored[(channel * kernel) + tap];
            }
        }

        return taps;
    }

    // 1 / sqrt(e) goes into the queries' part of the matrix.
    private OnnxValue ScaledProjections(OnnxValue x, string module)
    {
        var (d, inputs, scale) = (_stack.Sizes.Width, _stack.Sizes.Inputs, 1 / MathF.Sqrt(_stack.HeadSize));
        var weight = _weights.ReadShaped($"{module}.linear_q_k_v.weight", 3 * d, inputs);
        var bias = _weights.ReadShaped($"{module}.linear_q_k_v.bias", 3 * d);
        foreach (ref var value in weight.AsSpan(0, d * inputs))
        {
            value *= scale;
        }

        foreach (ref var value in bias.AsSpan(0, d))
        {
            value *= scale;
        }

        return _builder.RowsLinear(x, new LinearWeight(weight, 3 * d, inputs), bias, _precision);
    }

    private OnnxValue Heads(OnnxValue x, params ReadOnlySpan<long> order)
        => Transposed(_builder.Node("Reshape", [x, _split]), order);

    private OnnxValue Transposed(OnnxValue x, params ReadOnlySpan<long> order)
        => _builder.Node("Transpose", [x], OnnxAttribute.Of("perm", order));

    private OnnxValue Product(OnnxValue x, OnnxValue y) => _builder.Node("MatMul", [x, y]);

    private OnnxValue Between(OnnxValue x, long from, long to)
        => _builder.Node("Slice", [x, _builder.Integers(from), _builder.Integers(to), _builder.Integers(-1)]);

    private OnnxValue Flat(OnnxValue x) => _builder.Node("Reshape", [x, _builder.Integers(-1, _stack.Sizes.Width)]);

    private OnnxValue Constant(string name, params ReadOnlySpan<long> shape)
        => _builder.Constant(_weights.ReadShaped(name, shape), shape);
}
