using Onnx;

namespace MinMo.Testing.Weights;

/// <summary>The smallest graphs with the inputs and outputs of CosyVoice2's ONNX models.</summary>
public static class TinyCosyVoiceOnnx
{
    private const int Bands = 80;

    /// <summary><c>campplus.onnx</c>: the mean power of each band over time, mixed.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="width">Of a speaker vector.</param>
    public static void WriteSpeakerEncoder(string path, int width)
    {
        var graph = new GraphProto { Name = "campplus" };
        graph.Input.Add(TinyOnnx.Value("input", TinyOnnx.Float, 1, 0, Bands));
        graph.Initializer.Add(TinyOnnx.Longs("time", [1]));
        graph.Initializer.Add(TinyOnnx.Floats(
            "weights", [Bands, width], [.. Enumerable.Range(0, Bands * width).Select(i => SpeakerWeight(i / width, i % width))]));
        graph.Node.Add(TinyOnnx.Node("Mul", "power", ["input", "input"], "power"));
        graph.Node.Add(TinyOnnx.Node("ReduceMean", "mean", ["power", "time"], "mean", ("keepdims", 0)));
        graph.Node.Add(TinyOnnx.Node("MatMul", "mix", ["mean", "weights"], "output"));
        graph.Output.Add(TinyOnnx.Value("output", TinyOnnx.Float, 1, width));
        TinyOnnx.Save(graph, path);
    }

    /// <summary>How a band counts in a value of <see cref="WriteSpeakerEncoder"/>'s vector.</summary>
    public static float SpeakerWeight(int band, int value) => 0.1f * MathF.Sin((7 * band) + value);

    /// <summary><c>speech_tokenizer_v2.onnx</c>: the loudest band of every fourth frame, plus what the length that it is told
    /// differs from the frames by.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="vocabulary">Tokens; each band counts modulo them.</param>
    public static void WriteSpeechTokenizer(string path, int vocabulary)
    {
        var graph = new GraphProto { Name = "speech_tokenizer_v2" };
        graph.Input.Add(TinyOnnx.Value("feats", TinyOnnx.Float, 1, 128, 0));
        graph.Input.Add(TinyOnnx.Value("feats_length", TinyOnnx.Int, 1));
        foreach (var (name, value) in (IEnumerable<(string, long)>)[
            ("zero", 0), ("one", 1), ("two", 2), ("four", 4), ("end", int.MaxValue), ("vocabulary", vocabulary)])
        {
            graph.Initializer.Add(TinyOnnx.Longs(name, [value]));
        }

        graph.Node.Add(TinyOnnx.Node("ArgMax", "loudest", ["feats"], "loudest", ("axis", 1), ("keepdims", 0)));
        graph.Node.Add(TinyOnnx.Node("Slice", "fourth", ["loudest", "zero", "end", "one", "four"], "fourth"));
        graph.Node.Add(TinyOnnx.Node("Shape", "shape", ["feats"], "shape"));
        graph.Node.Add(TinyOnnx.Node("Gather", "frames", ["shape", "two"], "frames"));
        graph.Node.Add(TinyOnnx.Node("Cast", "told", ["feats_length"], "told", ("to", TinyOnnx.Long)));
        graph.Node.Add(TinyOnnx.Node("Sub", "error", ["told", "frames"], "error"));
        graph.Node.Add(TinyOnnx.Node("Add", "sum", ["fourth", "error"], "sum"));
        graph.Node.Add(TinyOnnx.Node("Mod", "ids", ["sum", "vocabulary"], "ids"));
        graph.Node.Add(TinyOnnx.Node("Cast", "narrow", ["ids"], "indices", ("to", TinyOnnx.Int)));
        graph.Output.Add(TinyOnnx.Value("indices", TinyOnnx.Int, 1, 0));
        TinyOnnx.Save(graph, path);
    }
}
