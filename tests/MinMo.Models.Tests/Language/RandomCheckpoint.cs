using MinMo.Models.Checkpoints;
using MinMo.Models.Language;

namespace MinMo.Models.Tests.Language;

/// <summary>Weights drawn from a seed, in the shapes that a configuration asks for.</summary>
internal sealed class RandomCheckpoint : ICheckpoint
{
    private readonly Dictionary<string, float[]> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorEntry> _tensors = new(StringComparer.Ordinal);

    public RandomCheckpoint(DecoderConfiguration configuration, int seed = 1, double deviation = 0.1)
    {
        var random = new Random(seed);
        foreach (var (name, shape) in DecoderTensors.Of(configuration))
        {
            var elements = shape.Aggregate(1L, static (product, size) => product * size);
            var entry = new TensorEntry(name, ElementType.Float32, [.. shape], 0, sizeof(float) * elements);
            var centre = name.Contains("norm", StringComparison.Ordinal) ? 1 : 0;
            _tensors.Add(name, entry);
            _values.Add(
                name,
                [.. Enumerable.Range(0, (int)entry.ElementCount).Select(_ => (float)(centre + (deviation * Normal(random))))]);
        }
    }

    public string Location => "random weights";

    public IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors;

    public void ReadFloat32(string name, Span<float> destination) => _values[name].CopyTo(destination);

    public void ReadBytes(string name, long offset, Span<byte> destination)
        => System.Runtime.InteropServices.MemoryMarshal.AsBytes(_values[name].AsSpan())
            .Slice((int)offset, destination.Length).CopyTo(destination);

    public void Dispose()
    {
        // Nothing is open.
    }

    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
