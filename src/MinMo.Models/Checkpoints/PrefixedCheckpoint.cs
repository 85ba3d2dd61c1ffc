namespace MinMo.Models.Checkpoints;

/// <summary>The tensors of a part of a model, under the names that the part alone would give them.</summary>
/// <param name="whole">The model; stays the caller's.</param>
/// <param name="prefix">What the names of the part's tensors begin with, the dot included.</param>
internal sealed class PrefixedCheckpoint(ICheckpoint whole, string prefix) : ICheckpoint
{
    public string Location => whole.Location;

    public IReadOnlyDictionary<string, TensorEntry> Tensors { get; } = whole.Tensors
        .Where(tensor => tensor.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(tensor => tensor.Key[prefix.Length..], tensor => tensor.Value with { Name = tensor.Key[prefix.Length..] });

    public void ReadFloat32(string name, Span<float> destination) => whole.ReadFloat32(prefix + name, destination);

    public void ReadBytes(string name, long offset, Span<byte> destination) => whole.ReadBytes(prefix + name, offset, destination);

    public void Dispose()
    {
        // The whole belongs to whoever opened it.
    }
}
