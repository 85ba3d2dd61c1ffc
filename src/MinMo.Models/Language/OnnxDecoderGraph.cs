using MinMo.Models.Checkpoints;
using MinMo.Models.OnnxGraphs;
using static Onnx.TensorProto.Types;

namespace MinMo.Models.Language;

/// <summary>
/// A decoder as one ONNX graph: embeddings in, hidden states and logits out, caches extended in place by
/// <c>GroupQueryAttention</c>. Linear layers are <c>MatMul</c> or 8-bit <c>MatMulNBits</c>.
/// </summary>
/// <remarks>
/// Letters: b lanes, t positions of each in this step, l positions that a lane can hold, n positions whose logits are
/// wanted. The graph never sees token ids: embeddings are looked up outside, so that they may come from elsewhere.
/// </remarks>
internal sealed class OnnxDecoderGraph
{
    public const string Embeddings = "embeddings";           // float [b, t, d]
    public const string LastPositions = "last_positions";    // int32 [b]: index of each lane's last position
    public const string LongestLane = "longest_lane";        // int32 []: positions of the longest lane after this step
    public const string Cosines = "cosines";                 // float [l, head size / 2]
    public const string Sines = "sines";                     // float [l, head size / 2]
    public const string LogitPositions = "logit_positions";  // int64 [n]: indices into b * t
    public const string HiddenStates = "hidden_states";      // float [b, t, d], after the final norm
    public const string Logits = "logits";                   // float [n, V]

    private const string Lanes = "b";
    private const string Positions = "t";
    private const string Length = "l";

    private readonly OnnxGraphBuilder _builder;
    private readonly ICheckpoint _weights;
    private readonly DecoderConfiguration _configuration;
    private readonly WeightPrecision _precision;
    private readonly PaddedHeads _heads;

    private OnnxDecoderGraph(
        OnnxGraphBuilder builder, ICheckpoint weights, DecoderConfiguration configuration, WeightPrecision precision)
    {
        (_builder, _weights, _configuration, _precision) = (builder, weights, configuration, precision);
        _heads = new PaddedHeads(configuration.HeadSize);
    }

    /// <summary>Writes the graph and, beside it, its weights.</summary>
    public static void Write(
        ICheckpoint weights, DecoderConfiguration configuration, WeightPrecision precision, string path)
    {
        using var builder = new OnnxGraphBuilder("decoder", path);
        new OnnxDecoderGraph(builder, weights, configuration, precision).Build();
        builder.Save();
    }

    /// <summary>Name of a layer's cache: <c>past_key</c>, <c>past_value</c>, <c>present_key</c> or <c>present_value</c>.</summary>
    public static string CacheName(string part, int layer) => $"{part}_{layer}";

    private void Build()
    {
        var rotary = new OnnxRotaryInputs(
            _builder.Input(LastPositions, DataType.Int32, Lanes),
            _builder.Input(LongestLane, DataType.Int32),
            _builder.Input(Cosines, DataType.Float, Length, _heads.PaddedSize / 2),
            _builder.Input(Sines, DataType.Float, Length, _heads.PaddedSize / 2));
        var x = _builder.Input(Embeddings, DataType.Float, Lanes, Positions, _configuration.HiddenSize);
        for (var layer = 0; layer < _configuration.LayerCount; layer++)
        {
            x = Add(x, Attention(Norm(x, Name(layer, "input_layernorm")), layer, rotary));
            x = Add(x, FeedForward(Norm(x, Name(layer, "post_attention_layernorm")), layer));
        }

        var hidden = Norm(x, "model.norm");
        _builder.Output(hidden, HiddenStates, DataType.Float, Lanes, Positions, _configuration.HiddenSize);
        Unembed(hidden);
    }

    private void Unembed(OnnxValue hidden)
    {
        var wanted = _builder.Input(LogitPositions, DataType.Int64, "n");
        var flat = _builder.Node("Reshape", [hidden, _builder.Integers(-1, _configuration.HiddenSize)]); // [b * t, d]
        var rows = _builder.Node("Gather", [flat, wanted], OnnxAttribute.Of("axis", 0));                 // [n, d]
        var head = _configuration.TiedEmbeddings ? DecoderTensors.Embedding : DecoderTensors.Head;
        _builder.Output(
            Linear(rows, head[..^".weight".Length]), Logits, DataType.Float, "n", _configuration.VocabularySize);
    }

    private OnnxValue Attention(OnnxValue x, int layer, OnnxRotaryInputs rotary)
    {
        var packed = QueryKeyValue(x, layer); // [b, t, (heads + 2 kv) * h]
        OnnxValue[] past = [Cache("past_key", layer), Cache("past_value", layer)];
        OnnxValue attended = _builder.NewName("attended");
        OnnxValue[] outputs =
        [
            attended, new(CacheName("present_key", layer)), new(CacheName("present_value", layer)),
        ];
        _builder.AddNode(
            OnnxGraphBuilder.Microsoft,
            "GroupQueryAttention",
            [packed, OnnxValue.None, OnnxValue.None, .. past, rotary.LastPositions, rotary.LongestLane, rotary.Cosines, rotary.Sines],
            outputs,
            [
                OnnxAttribute.Of("num_heads", _configuration.HeadCount),
                OnnxAttribute.Of("kv_num_heads", _configuration.KeyValueHeadCount),
                OnnxAttribute.Of("scale", 1 / MathF.Sqrt(_configuration.HeadSize)),
                OnnxAttribute.Of("do_rotary", 1L),
                OnnxAttribute.Of("rotary_interleaved", 0L), // Hugging Face's row order: halves of a head
            ]);
        _builder.OutputAsIs(outputs[1], DataType.Float, CacheShape);
        _builder.OutputAsIs(outputs[2], DataType.Float, CacheShape);
        return AttentionOutput(attended, layer); // [b, t, d]
    }

    // One matrix for the three layers: their outputs one behind the other.
    private OnnxValue QueryKeyValue(OnnxValue x, int layer)
    {
        string[] modules = [Name(layer, "self_attn.q_proj"), Name(layer, "self_attn.k_proj"), Name(layer, "self_attn.v_proj")];
        var d = _configuration.HiddenSize;
        float[] values = [.. modules.SelectMany(module => _heads.PadRows(_weights.ReadFloat32($"{module}.weight"), d))];
        float[] bias = [.. modules.SelectMany(module => _heads.PadRows(Bias(module), 1))];
        return _builder.Linear(x, new LinearWeight(values, values.Length / d, d), bias, _precision);
    }

    private OnnxValue AttentionOutput(OnnxValue attended, int layer)
    {
        var module = Name(layer, "self_attn.o_proj");
        var width = _configuration.QueryWidth;
        var values = _heads.PadColumns(_weights.ReadFloat32($"{module}.weight"), width);
        var weight = new LinearWeight(values, _configuration.HiddenSize, _heads.Padded(width));
        return _builder.Linear(attended, weight, Bias(module), _precision);
    }

    private OnnxValue FeedForward(OnnxValue x, int layer)
    {
        var gate = Linear(x, Name(layer, "mlp.gate_proj"));                              // [b, t, inner]
        var silu = _builder.Node("Mul", [gate, _builder.Node("Sigmoid", [gate])]);
        var gated = _builder.Node("Mul", [silu, Linear(x, Name(layer, "mlp.up_proj"))]);
        return Linear(gated, Name(layer, "mlp.down_proj"));                              // [b, t, d]
    }

    private ReadOnlySpan<OnnxDimension> CacheShape
        => new OnnxDimension[] { Lanes, _configuration.KeyValueHeadCount, Length, _heads.PaddedSize };

    private OnnxValue Cache(string part, int layer) => _builder.Input(CacheName(part, layer), DataType.Float, CacheShape);

    private OnnxValue Add(OnnxValue x, OnnxValue y) => _builder.Node("Add", [x, y]);

    private OnnxValue Norm(OnnxValue x, string module)
        => _builder.Node(
            "SimplifiedLayerNormalization",
            [x, _builder.Constant(_weights.ReadFloat32($"{module}.weight"), _configuration.HiddenSize)],
            OnnxAttribute.Of("axis", -1L),
            OnnxAttribute.Of("epsilon", (float)_configuration.NormEpsilon),
            OnnxAttribute.Of("stash_type", 1L));

    private OnnxValue Linear(OnnxValue x, string module)
    {
        var name = $"{module}.weight";
        var shape = _weights.Require(name).Shape;
        return _builder.Linear(
            x, new LinearWeight((int)shape[0], (int)shape[1], (first, rows) => _weights.ReadRows(name, first, rows)), Bias(module), _precision);
    }

    private float[] Bias(string module)
        => _weights.Tensors.ContainsKey($"{module}.bias") ? _weights.ReadFloat32($"{module}.bias") : [];

    private static string Name(int layer, string module) => DecoderTensors.NameOf(layer, module);
}
