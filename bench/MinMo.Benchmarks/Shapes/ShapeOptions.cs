using System.Globalization;
using MinMo.Benchmarks.Decoding;
using MinMo.Models.Language;
using static TorchSharp.torch;

namespace MinMo.Benchmarks.Shapes;

/// <summary>What <c>shape</c> measures, from its arguments.</summary>
/// <param name="Shape">Sizes.</param>
/// <param name="Device"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Type">Of TorchSharp's weights and activations.</param>
/// <param name="Threads">On the CPU.</param>
/// <param name="Settings">Lanes and time.</param>
internal sealed record ShapeOptions(
    DecoderConfiguration Shape, string Device, ScalarType Type, int Threads, ContestSettings Settings)
{
    /// <summary>Reads <c>SHAPE [--device D] [--type T] [--threads N] [--seconds S] [--lanes A,B]</c>.</summary>
    /// <exception cref="ArgumentException">An argument is not what it should be.</exception>
    public static ShapeOptions Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments.Count % 2 == 0)
        {
            throw new ArgumentException("shape needs the name of a shape, and options with their values behind it");
        }

        var given = arguments.Skip(1).Chunk(2).ToDictionary(static pair => pair[0], static pair => pair[1]);
        string Take(string name, string usual) => given.Remove(name, out var value) ? value : usual;
        var device = OneOf("--device", Take("--device", "cpu"), "cpu", "cuda");
        var type = OneOf("--type", Take("--type", device == "cpu" ? "float32" : "bfloat16"), "float32", "bfloat16");
        var threads = Number("--threads", Take("--threads", $"{Environment.ProcessorCount}"));
        var seconds = Number("--seconds", Take("--seconds", "3"));
        int[] lanes = [.. Take("--lanes", device == "cpu" ? "1,4,16" : "1,4,16,64").Split(',').Select(lane => (int)Number("--lanes", lane))];
        if (given.Count > 0)
        {
            throw new ArgumentException($"shape knows no option '{given.Keys.First()}'");
        }

        var shape = DecoderShapes.Of(arguments[0]);
        return new ShapeOptions(
            shape, device, type == "float32" ? ScalarType.Float32 : ScalarType.BFloat16, (int)threads,
            new ContestSettings(lanes, TimeSpan.FromSeconds(seconds)) { Vocabulary = Math.Min(20_000, shape.VocabularySize) });
    }

    private static string OneOf(string name, string value, params ReadOnlySpan<string> allowed)
        => allowed.Contains(value)
            ? value
            : throw new ArgumentException($"{name} is one of {string.Join(", ", allowed!)}, not '{value}'");

    private static double Number(string name, string value)
        => double.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"{name} needs a number above 0, not '{value}'");
}
