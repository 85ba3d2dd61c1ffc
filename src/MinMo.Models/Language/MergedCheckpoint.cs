using System.Runtime.InteropServices;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Language;

/// <summary>A checkpoint whose weights have an adapter merged in as they are read. What is adapted counts as float32.</summary>
internal sealed class MergedCheckpoint(ICheckpoint weights, LoraAdapter adapter) : ICheckpoint
{
    // The latest one that was read in parts: each part would cost a whole merge.
    private Merged? _latest;

    public string Location => weights.Location;

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

    public void ReadBytes(string name, long offset, Span<byte> destination)
    {
        if (!adapter.Adapts(name))
        {
            weights.ReadBytes(name, offset, destination);
            return;
        }

        var merged = Volatile.Read(ref _latest);
        if (merged?.Name != name)
        {
            merged = new Merged(name, this.ReadFloat32(name));
            Volatile.Write(ref _latest, merged);
        }

        MemoryMarshal.AsBytes(merged.Values.AsSpan()).Slice(checked((int)offset), destination.Length).CopyTo(destination);
    }

    public void Dispose()
    {
        // Base weights and adapter belong to those who opened them.
    }

    private sealed record Merged(string Name, float[] Values);
}
