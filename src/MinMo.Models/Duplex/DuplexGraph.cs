using MinMo.Models.Checkpoints;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.SpeechEncoder;
using static Onnx.TensorProto.Types;

namespace MinMo.Models.Duplex;

/// <summary>New rows of several calls through <see cref="DuplexPredictor"/> as one graph.</summary>
/// <remarks>Letters: n calls in the step, t new rows of each.</remarks>
internal static class DuplexGraph
{
    public const string Lanes = "lanes";       // int64 [n]: which lanes step
    public const string Split = "split";       // int64 [4]: n, t, heads, d / heads
    public const string Windows = "windows";   // int64 [t, kernel]: rows under the memory filter
    public const string Hidden = "hidden";     // float [n * t, language width]
    public const string Speaking = "speaking"; // int64 [n * t]: 1 where the agent holds the floor
    public const string Likely = "likely";     // float [n * t, 4]

    /// <summary>The layer and the names of its inputs and outputs.</summary>
    public static SanmStack StackOf(DuplexConfiguration sizes) => new("predictor", sizes.Layer, layerCount: 1, sizes.Chunks);

    /// <summary>Writes the graph and, beside it, its weights.</summary>
    public static void Write(ICheckpoint weights, DuplexConfiguration sizes, string path)
    {
        using var builder = new OnnxGraphBuilder("duplex", path);
        var rows = new SanmGraphRows(
            builder.Input(Lanes, DataType.Int64, "n"), builder.Input(Split, DataType.Int64, 4L),
            builder.Input(Windows, DataType.Int64, "t", sizes.MemoryKernel));
        var layers = new SanmGraph(builder, weights, StackOf(sizes), rows, WeightPrecision.Float32);
        var hidden = builder.Input(Hidden, DataType.Float, "rows", sizes.LanguageWidth);
        var speaking = builder.Input(Speaking, DataType.Int64, "rows");
        var floor = OfFloor(weights.ReadShaped("floor", 2, sizes.Width), sizes.Width);            // [n t, d]
        var x = layers.Layer(
            builder.Node("Add", [layers.Linear(hidden, "input", (sizes.LanguageWidth, sizes.Width)), floor]), 0, "layer");
        var scores = layers.Linear(layers.Norm(x, "norm", sizes.Width), "output", (sizes.Width, DuplexPredictor.Classes));
        var possible = builder.Node("Add", [scores, OfFloor(DuplexPredictor.Possible, DuplexPredictor.Classes)]);
        var likely = builder.Node("Softmax", [possible], OnnxAttribute.Of("axis", -1L));
        builder.Output(likely, Likely, DataType.Float, "rows", DuplexPredictor.Classes);
        builder.Save();

        OnnxValue OfFloor(float[] table, int width)
            => builder.Node("Gather", [builder.Constant(table, 2, width), speaking], OnnxAttribute.Of("axis", 0L));
    }
}
