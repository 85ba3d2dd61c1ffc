using MinMo.Models.Checkpoints;
using MinMo.Models.OnnxGraphs;
using static Onnx.TensorProto.Types;

namespace MinMo.Models.Whisper;

/// <summary>Writes Whisper as two ONNX graphs: encoder (with the keys and values that the decoder reads of the audio)
/// and one decoder step.</summary>
/// <remarks>
/// The self-attention cache of the decoder is written in place: past and present are bound to the same memory
/// <c>[1, heads, target positions, head width]</c>.
/// </remarks>
/// <param name="checkpoint">In the Hugging Face layout.</param>
/// <param name="sizes">Those of the checkpoint.</param>
/// <param name="precision">How the decoder's matrices are kept.</param>
internal sealed class WhisperGraphs(ICheckpoint checkpoint, WhisperConfiguration sizes, WeightPrecision precision)
{
    public const string EncoderFile = "encoder.onnx";
    public const string DecoderFile = "decoder.onnx";

    /// <summary>Writes both graphs with their weights into a folder that exists.</summary>
    public void Write(string folder)
    {
        using (var encoder = new OnnxGraphBuilder("whisper_encoder", Path.Combine(folder, EncoderFile)))
        {
            BuildEncoder(encoder);
            encoder.Save();
        }

        using var decoder = new OnnxGraphBuilder("whisper_decoder", Path.Combine(folder, DecoderFile));
        BuildDecoder(decoder);
        decoder.Save();
    }

    private void BuildEncoder(OnnxGraphBuilder graph)
    {
        // Many rows share each weight here: float32 was the faster of the two where both were measured, and it is exact.
        var layers = new WhisperGraphLayers(graph, checkpoint, sizes, WeightPrecision.Float32);
        var features = graph.Input("features", DataType.Float, 1, sizes.MelBands, "frames");
        var x = layers.Gelu(layers.Convolution(features, "model.encoder.conv1", sizes.MelBands, stride: 1)); // [1, d, t]
        x = layers.Gelu(layers.Convolution(x, "model.encoder.conv2", sizes.Width, stride: 2)); // [1, d, s]
        x = graph.Node("Transpose", [x], OnnxAttribute.Of("perm", [0, 2, 1])); // [1, s, d]
        var positions = layers.Table("model.encoder.embed_positions.weight", sizes.SourcePositions);
        var rows = graph.Node("Shape", [x], OnnxAttribute.Of("start", 1), OnnxAttribute.Of("end", 2));
        x = graph.Node("Add", [x, graph.Node("Slice", [positions, graph.Integers(0), rows, graph.Integers(0)])]);
        for (var i = 0; i < sizes.Encoder.Layers; i++)
        {
            var name = $"model.encoder.layers.{i}";
            var normed = layers.Norm(x, $"{name}.self_attn_layer_norm");
            x = graph.Node("Add", [x, layers.EncoderAttention(normed, $"{name}.self_attn")]);
            x = layers.FeedForward(x, name, sizes.Encoder.FeedForward);
        }

        x = layers.Norm(x, "model.encoder.layer_norm");
        graph.Output(x, "states", DataType.Float, 1, "rows", sizes.Width);
        for (var i = 0; i < sizes.Decoder.Layers; i++)
        {
            var (keys, values) = layers.AudioKeysAndValues(x, $"model.decoder.layers.{i}.encoder_attn");
            graph.Output(keys, $"key_{i}", DataType.Float, 1, sizes.Decoder.Heads, "rows", HeadWidth);
            graph.Output(values, $"value_{i}", DataType.Float, 1, sizes.Decoder.Heads, "rows", HeadWidth);
        }
    }

    private void BuildDecoder(OnnxGraphBuilder graph)
    {
        var layers = new WhisperGraphLayers(graph, checkpoint, sizes, precision);
        var tokens = graph.Input("tokens", DataType.Int64, 1, "length");
        var positions = graph.Input("positions", DataType.Int64, 1, "length");
        var wanted = graph.Input("wanted", DataType.Int64, "wanted");
        var last = graph.Input("last", DataType.Int32, 1);
        var total = graph.Input("total", DataType.Int32);
        var embedding = checkpoint.ReadFloat32("model.decoder.embed_tokens.weight");
        var table = precision == WeightPrecision.Int8
            ? graph.HalfConstant(embedding, sizes.VocabularySize, sizes.Width)
            : graph.Constant(embedding, sizes.VocabularySize, sizes.Width);
        var x = graph.Node("Gather", [table, tokens]); // [1, l, d]
        x = graph.Node("Cast", [x], OnnxAttribute.Of("to", (long)DataType.Float));
        var places = layers.Table("model.decoder.embed_positions.weight", sizes.TargetPositions);
        x = graph.Node("Add", [x, graph.Node("Gather", [places, positions])]);
        for (var i = 0; i < sizes.Decoder.Layers; i++)
        {
            x = DecoderLayer(graph, layers, x, new StepInputs(i, last, total));
        }

        x = layers.Norm(graph.Node("Gather", [x, wanted], OnnxAttribute.Of("axis", 1)), "model.decoder.layer_norm");
        var output = new LinearWeight(embedding, sizes.VocabularySize, sizes.Width);
        graph.Output(
            graph.Linear(x, output, [], precision), "logits", DataType.Float, 1, "wanted", sizes.VocabularySize);
    }

    private OnnxValue DecoderLayer(OnnxGraphBuilder graph, WhisperGraphLayers layers, OnnxValue x, StepInputs step)
    {
        var (i, name) = (step.Layer, $"model.decoder.layers.{step.Layer}");
        OnnxDimension[] cache = [1, sizes.Decoder.Heads, sizes.TargetPositions, HeadWidth];
        OnnxDimension[] audio = [1, sizes.Decoder.Heads, "rows", HeadWidth];
        var pastKeys = graph.Input($"past_key_{i}", DataType.Float, cache);
        var pastValues = graph.Input($"past_value_{i}", DataType.Float, cache);
        var keys = graph.Input($"audio_key_{i}", DataType.Float, audio);
        var values = graph.Input($"audio_value_{i}", DataType.Float, audio);

        var normed = layers.Norm(x, $"{name}.self_attn_layer_norm");
        var packed = layers.Packed(normed, $"{name}.self_attn"); // [1, l, 3d]
        var attended = graph.NewName("self_attention");
        OnnxValue[] present = [new($"present_key_{i}"), new($"present_value_{i}")];
        graph.AddNode(
            OnnxGraphBuilder.Microsoft,
            "GroupQueryAttention",
            [packed, OnnxValue.None, OnnxValue.None, pastKeys, pastValues, step.Last, step.Total],
            [attended, .. present],
            [OnnxAttribute.Of("num_heads", sizes.Decoder.Heads), OnnxAttribute.Of("kv_num_heads", sizes.Decoder.Heads)]);
        graph.OutputAsIs(present[0], DataType.Float, cache);
        graph.OutputAsIs(present[1], DataType.Float, cache);
        x = graph.Node("Add", [x, layers.Linear(attended, $"{name}.self_attn.out_proj", sizes.Width, sizes.Width)]);

        normed = layers.Norm(x, $"{name}.encoder_attn_layer_norm");
        x = graph.Node("Add", [x, layers.AudioAttention(normed, keys, values, $"{name}.encoder_attn")]);
        return layers.FeedForward(x, name, sizes.Decoder.FeedForward);
    }

    private int HeadWidth => sizes.Width / sizes.Decoder.Heads;

    /// <summary>What a decoder layer needs besides the stream: <c>last</c> = length after the step − 1, and the length.</summary>
    private readonly record struct StepInputs(int Layer, OnnxValue Last, OnnxValue Total);
}
