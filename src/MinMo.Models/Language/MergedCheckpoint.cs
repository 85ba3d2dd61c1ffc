using MinMo.Models.Checkpoints;

namespace MinMo.Models.Language;

/// <summary>A checkpoint whose weights have an adapter merged in when they are read as float32.</summary>
internal sealed class MergedCheckpoint(ICheckpoint weights, LoraAdapter adapter) : ICheckpoint
{
    public string Location => weights.Location;

    /// <summary>Those that are adapted count as float32: there are no stored bytes of theirs.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors { get; } = weights.Tensors.ToDictionary(
        static tensor => tensor.Key,
        tensor => adapter.Adapts(tensor.Key)
            ? tensor.Value with { Type = ElementType.Float32, ByteLength = sizeof(float) * tensor.Value.ElementCount }
            : tensor.Value,
        StringComparer.Ordinal);

    public void ReadFloat32(string name, Span<float> destination)
    {
        weights.ReadFloat32(name, destination);
        if (adapter.Adapts(name))
        {
            adapter.AddTo(name, destination);
        }
    }

    /// <exception cref="NotSupportedException">The tensor is adapted: its stored bytes are not its values.</exception>
    public void ReadBytes(string name, long offset, Span<byte> destination)
    {
        if (adapter.Adapts(name))
        {
            throw new NotSupportedException($"'{name}' is adapted, it can only be read as float32");
        }

        weights.ReadBytes(name, offset, destination);
    }

    public void Dispose()
    {
        // Base weights and adapter belong to those who opened them.
    }
}
