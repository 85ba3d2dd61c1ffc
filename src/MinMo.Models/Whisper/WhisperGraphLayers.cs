using MinMo.Models.Checkpoints;
using MinMo.Models.OnnxGraphs;

namespace MinMo.Models.Whisper;

/// <summary>Whisper's building blocks as nodes of a graph; names are those of the checkpoint.</summary>
internal sealed class WhisperGraphLayers(
    OnnxGraphBuilder graph, ICheckpoint checkpoint, WhisperConfiguration sizes, WeightPrecision precision)
{
    private const float NormEpsilon = 1e-5f;

    public OnnxValue Convolution(OnnxValue x, string name, int channels, int stride)
    {
        var weight = WhisperWeights.Read(checkpoint, $"{name}.weight", sizes.Width, channels, 3);
        var bias = WhisperWeights.Read(checkpoint, $"{name}.bias", sizes.Width);
        return graph.Node(
            "Conv",
            [x, graph.Constant(weight, sizes.Width, channels, 3), graph.Constant(bias, sizes.Width)],
            OnnxAttribute.Of("kernel_shape", [3]),
            OnnxAttribute.Of("strides", [stride]),
            OnnxAttribute.Of("pads", [1, 1]));
    }

    /// <summary>x·Φ(x), not the approximation by tanh.</summary>
    public OnnxValue Gelu(OnnxValue x) => graph.MicrosoftNode("Gelu", [x]);

    public OnnxValue Table(string name, int rows)
        => graph.Constant(WhisperWeights.Read(checkpoint, name, rows, sizes.Width), rows, sizes.Width);

    public OnnxValue Norm(OnnxValue x, string name)
    {
        var weight = WhisperWeights.Read(checkpoint, $"{name}.weight", sizes.Width);
        var bias = WhisperWeights.Read(checkpoint, $"{name}.bias", sizes.Width);
        return graph.Node(
            "LayerNormalization",
            [x, graph.Constant(weight, sizes.Width), graph.Constant(bias, sizes.Width)],
            OnnxAttribute.Of("axis", -1),
            OnnxAttribute.Of("epsilon", NormEpsilon));
    }

    public OnnxValue Linear(OnnxValue x, string name, int outputs, int inputs)
        => graph.Linear(x, Weight(name, outputs, inputs), Bias(name, outputs), precision);

    /// <summary>x + fc2(gelu(fc1(norm(x)))).</summary>
    public OnnxValue FeedForward(OnnxValue x, string layer, int inner)
    {
        var normed = Norm(x, $"{layer}.final_layer_norm");
        var expanded = Gelu(Linear(normed, $"{layer}.fc1", inner, sizes.Width)); // [1, s, f]
        return graph.Node("Add", [x, Linear(expanded, $"{layer}.fc2", sizes.Width, inner)]);
    }

    /// <summary>Queries, keys and values in one product: [1, s, 3d]. The keys have no bias.</summary>
    public OnnxValue Packed(OnnxValue x, string name)
    {
        string[] parts = [$"{name}.q_proj", $"{name}.k_proj", $"{name}.v_proj"];
        float[] weights = [.. parts.SelectMany(part => Matrix(part, sizes.Width, sizes.Width))];
        float[] biases = [.. Bias(parts[0], sizes.Width), .. new float[sizes.Width], .. Bias(parts[2], sizes.Width)];
        return graph.Linear(x, new LinearWeight(weights, 3 * sizes.Width, sizes.Width), biases, precision);
    }

    /// <summary>Every row attends to every row: [1, s, d].</summary>
    public OnnxValue EncoderAttention(OnnxValue x, string name)
    {
        OnnxValue[] parts = [graph.NewName("q"), graph.NewName("k"), graph.NewName("v")];
        graph.AddNode(
            string.Empty,
            "Split",
            [Packed(x, name)],
            parts,
            [OnnxAttribute.Of("axis", -1), OnnxAttribute.Of("num_outputs", 3)]);
        var heard = graph.MicrosoftNode(
            "MultiHeadAttention", parts, OnnxAttribute.Of("num_heads", sizes.Encoder.Heads));
        return Linear(heard, $"{name}.out_proj", sizes.Width, sizes.Width);
    }

    /// <summary>What the decoder reads of the audio, each [1, h, s, d/h].</summary>
    public (OnnxValue Keys, OnnxValue Values) AudioKeysAndValues(OnnxValue states, string name)
    {
        var keys = graph.Linear(states, Weight($"{name}.k_proj", sizes.Width, sizes.Width), [], precision);
        var values = Linear(states, $"{name}.v_proj", sizes.Width, sizes.Width);
        return (Heads(keys), Heads(values));
    }

    /// <summary>Tokens attend to the audio: [1, l, d].</summary>
    public OnnxValue AudioAttention(OnnxValue x, OnnxValue keys, OnnxValue values, string name)
    {
        var queries = Linear(x, $"{name}.q_proj", sizes.Width, sizes.Width);
        var heard = graph.MicrosoftNode(
            "MultiHeadAttention", [queries, keys, values], OnnxAttribute.Of("num_heads", sizes.Decoder.Heads));
        return Linear(heard, $"{name}.out_proj", sizes.Width, sizes.Width);
    }

    private OnnxValue Heads(OnnxValue x)
    {
        var width = sizes.Width / sizes.Decoder.Heads;
        var split = graph.Node("Reshape", [x, graph.Integers(1, -1, sizes.Decoder.Heads, width)]); // [1, s, h, d/h]
        return graph.Node("Transpose", [split], OnnxAttribute.Of("perm", [0, 2, 1, 3])); // [1, h, s, d/h]
    }

    private LinearWeight Weight(string name, int outputs, int inputs)
        => new(Matrix(name, outputs, inputs), outputs, inputs);

    private float[] Matrix(string name, int outputs, int inputs)
        => WhisperWeights.Read(checkpoint, $"{name}.weight", outputs, inputs);

    private float[] Bias(string name, int outputs) => WhisperWeights.Read(checkpoint, $"{name}.bias", outputs);
}
