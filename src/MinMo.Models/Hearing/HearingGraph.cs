using System.Numerics.Tensors;
using MinMo.Models.Checkpoints;
using MinMo.Models.InputProjection;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.SpeechEncoder;
using static Onnx.TensorProto.Types;

namespace MinMo.Models.Hearing;

/// <summary>
/// One tick of several streams as one graph: <see cref="SpeechEncoderModel"/>, then <see cref="InputProjector"/>, with their
/// state as inputs. Streamed, they are hundreds of small operations, and what each costs besides its numbers is most of it.
/// </summary>
/// <remarks>Letters: n streams in the step, c rows of a chunk, d_enc and d the widths of encoder and language model, V units.
/// </remarks>
internal sealed class HearingGraph
{
    public const string Lanes = "lanes";             // int64 [n]: which lanes step
    public const string Rows = "rows";               // float [n, c, row width]
    public const string Ahead = "ahead";             // float [lanes, look-ahead, d_enc]: embedded rows before the new ones
    public const string Before = "before";           // float [lanes, 1, d_enc]: the encoder's row before the new ones
    public const string Embedded = "embedded";       // float [n * c, d_enc]: the new rows, embedded
    public const string Encoded = "encoded";         // float [n * c, d_enc]: the encoder's new rows
    public const string Embedding = "embedding";     // float [n, d]: the row for the language model
    public const string Unit = "unit";               // int64 [n]: the likeliest unit
    public const string Probability = "probability"; // float [n]: how likely it is

    private const int ConvolutionKernel = 3;
    private const int ConvolutionStride = 2;

    private readonly OnnxGraphBuilder _builder;
    private readonly ICheckpoint _encoder;
    private readonly ICheckpoint _projector;
    private readonly HearingSizes _sizes;
    private readonly WeightPrecision _precision;

    private HearingGraph(OnnxGraphBuilder builder, ICheckpoint encoder, ICheckpoint projector, HearingSizes sizes, WeightPrecision precision)
        => (_builder, _encoder, _projector, _sizes, _precision) = (builder, encoder, projector, sizes, precision);

    /// <summary>Writes the graph and, beside it, its weights.</summary>
    /// <param name="encoder">Parameters of the encoder.</param>
    /// <param name="projector">Parameters of the projector.</param>
    /// <param name="embeddings">E of the language model, <c>[V, d]</c>.</param>
    /// <param name="sizes">Of both, and how the matrices are kept.</param>
    /// <param name="path">Of the graph.</param>
    public static void Write(
        ICheckpoint encoder, ICheckpoint projector, float[] embeddings, (HearingSizes Sizes, WeightPrecision Precision) sizes,
        string path)
    {
        using var builder = new OnnxGraphBuilder("hearing", path);
        new HearingGraph(builder, encoder, projector, sizes.Sizes, sizes.Precision)
            .Build(embeddings);
        builder.Save();
    }

    private void Build(float[] embeddings)
    {
        var lanes = _builder.Input(Lanes, DataType.Int64, "n");
        Hear(Project(Encode(lanes), lanes), embeddings);
    }

    private OnnxValue Encode(OnnxValue lanes)
    {
        var (sizes, stack) = (_sizes.Encoder, _sizes.EncoderStack);
        var layers = new SanmGraph(
            _builder, _encoder, stack, SanmGraphRows.Fixed(_builder, stack, lanes, sizes.ChunkRows), _precision);
        var rows = _builder.Input(Rows, DataType.Float, "n", sizes.ChunkRows, sizes.RowWidth);
        var embedded = layers.Linear(
            Reshape(rows, -1, sizes.RowWidth), "input", (sizes.RowWidth, sizes.Width));          // [n c, d_enc]
        _builder.Output(embedded, Embedded, DataType.Float, "n_c", sizes.Width);
        var encoded = layers.Layers(LookAhead(layers, Reshape(embedded, -1, sizes.ChunkRows, sizes.Width))); // [n c, d_enc]
        _builder.Output(encoded, Encoded, DataType.Float, "n_c", sizes.Width);
        return encoded;
    }

    private OnnxValue LookAhead(SanmGraph layers, OnnxValue embedded) // [n, c, d_enc]
    {
        var (chunk, look, d) = (_sizes.Encoder.ChunkRows, _sizes.Encoder.LookAheadRows, _sizes.Encoder.Width);
        var kept = layers.OfLanes(_builder.Input(Ahead, DataType.Float, "lanes", look, d));
        var all = _builder.Node("Concat", [kept, embedded], OnnxAttribute.Of("axis", 1L));  // [n, look-ahead + c, d_enc]
        var taps = SanmGraph.DepthwiseTaps(_encoder, "look_ahead.depthwise.weight", look + 1, d);
        var windows = _builder.IntegerTable(SanmGraphRows.WindowsOf(chunk, look + 1), chunk, look + 1);
        var filtered = SanmGraph.Filtered(_builder, all, windows, _builder.Constant(taps, look + 1, d)); // [n, c, d_enc]
        var mixed = layers.Linear(Reshape(Gelu(filtered), -1, d), "look_ahead.pointwise", (d, d));
        var now = _builder.Node("Slice", [all, _builder.Integers(0), _builder.Integers(chunk), _builder.Integers(1)]);
        return _builder.Node("Add", [Reshape(now, -1, d), mixed]);                          // [n c, d_enc]
    }

    private OnnxValue Project(OnnxValue encoded, OnnxValue lanes) // [n c, d_enc]
    {
        var stack = _sizes.ProjectorStack;
        var layers = new SanmGraph(
            _builder, _projector, stack, SanmGraphRows.Fixed(_builder, stack, lanes, _sizes.RowsOfTick), _precision);
        return layers.Layers(Convolve(layers, encoded));                                    // z, [n, d]
    }

    private OnnxValue Convolve(SanmGraph layers, OnnxValue encoded)
    {
        var (inputs, d, chunk) = (_sizes.Projector.Inputs, _sizes.Projector.Width, _sizes.Encoder.ChunkRows);
        var before = layers.OfLanes(_builder.Input(Before, DataType.Float, "lanes", 1, inputs));
        var all = _builder.Node("Concat", [before, Reshape(encoded, -1, chunk, inputs)], OnnxAttribute.Of("axis", 1L));
        var windows = _builder.IntegerTable(
            SanmGraphRows.WindowsOf(_sizes.RowsOfTick, ConvolutionKernel, ConvolutionStride), _sizes.RowsOfTick, ConvolutionKernel);
        var under = _builder.Node("Gather", [all, windows], OnnxAttribute.Of("axis", 1L)); // [n, t, 3, d_enc]
        var weight = ConvolutionMatrix(_projector.ReadShaped("convolution.weight", d, inputs, ConvolutionKernel), inputs);
        return Gelu(_builder.RowsLinear(
            Reshape(under, -1, ConvolutionKernel * inputs),
            new LinearWeight(weight, d, ConvolutionKernel * inputs),
            _projector.ReadShaped("convolution.bias", d), _precision));                           // [n t, d]
    }

    // [d, inputs, kernel] to [d, kernel * inputs]
    private static float[] ConvolutionMatrix(float[] weights, int inputs)
    {
        var matrix = new float[weights.Length];
        for (var index = 0; index < weights.Length; index++)
        {
            var (output, input, tap) = (
                index / (inputs * ConvolutionKernel), index / ConvolutionKernel % inputs, index % ConvolutionKernel);
            matrix[(((output * ConvolutionKernel) + tap) * inputs) + input] = weights[index];
        }

        return matrix;
    }

    private void Hear(OnnxValue z, float[] embeddings)
    {
        var (units, d) = (_sizes.Projector.VocabularySize, _sizes.Projector.Width);
        var logits = _builder.RowsLinear(
            z, new LinearWeight(Directions(embeddings, d), units, d), _projector.ReadShaped("unit_bias", units), _precision); // [n, V]
        var likely = _builder.Node("Softmax", [logits], OnnxAttribute.Of("axis", -1L));
        _builder.Output(
            _builder.Node("MatMul", [likely, _builder.Constant(embeddings, units, d)]), Embedding, DataType.Float, "n", d);
        _builder.Output(
            _builder.Node("ArgMax", [likely], OnnxAttribute.Of("axis", -1L), OnnxAttribute.Of("keepdims", 0L)),
            Unit, DataType.Int64, "n");
        _builder.Output(
            _builder.Node("ReduceMax", [likely, _builder.Integers(-1)], OnnxAttribute.Of("keepdims", 0L)),
            Probability, DataType.Float, "n");
    }

    // As in InputProjector.Hear: E around its mean, scaled.
    private static float[] Directions(float[] embeddings, int d)
    {
        var mean = new float[d];
        for (var start = 0; start < embeddings.Length; start += d)
        {
            TensorPrimitives.Add(mean, embeddings.AsSpan(start, d), mean);
        }

        TensorPrimitives.Divide(mean, embeddings.Length / d, mean);
        var centred = new float[embeddings.Length];
        for (var start = 0; start < embeddings.Length; start += d)
        {
            TensorPrimitives.Subtract(embeddings.AsSpan(start, d), mean, centred.AsSpan(start, d));
        }

        var scale = Math.Sqrt(TensorPrimitives.SumOfSquares<float>(centred) / centred.Length * d);
        TensorPrimitives.Divide(centred, (float)scale, centred);
        return centred;
    }

    private OnnxValue Reshape(OnnxValue x, params ReadOnlySpan<long> shape)
        => _builder.Node("Reshape", [x, _builder.Integers(shape)]);

    private OnnxValue Gelu(OnnxValue x) => _builder.MicrosoftNode("Gelu", [x]);
}
