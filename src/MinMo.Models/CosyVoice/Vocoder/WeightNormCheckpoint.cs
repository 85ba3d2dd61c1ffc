using MinMo.Models.Checkpoints;

namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>The effective weights of a checkpoint with weight norm: <c>X.weight</c> in place of a length and a direction,
/// w = g v / |v| over all dimensions but the first.</summary>
/// <remarks>arXiv 1602.07868; torch's names of both generations (<c>parametrizations.weight.original0</c> and 1,
/// <c>weight_g</c> and <c>weight_v</c>). Everything else stays as it is.</remarks>
internal sealed class WeightNormCheckpoint : ICheckpoint
{
    private static readonly (string Length, string Direction)[] Endings =
        [(".parametrizations.weight.original0", ".parametrizations.weight.original1"), (".weight_g", ".weight_v")];

    private readonly ICheckpoint _stored;
    private readonly Dictionary<string, TensorEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Length, string Direction)> _normed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _plain = new(StringComparer.Ordinal);

    /// <summary>Pairs lengths and directions.</summary>
    /// <param name="stored">Stays the caller's.</param>
    /// <param name="rename">What a stored name is called by the model.</param>
    /// <exception cref="CheckpointFormatException">One of a pair is missing, or two tensors have one name.</exception>
    public WeightNormCheckpoint(ICheckpoint stored, Func<string, string> rename)
    {
        _stored = stored;
        foreach (var (name, entry) in stored.Tensors)
        {
            Add(name, rename(name), entry);
        }
    }

    public string Location => _stored.Location;

    public IReadOnlyDictionary<string, TensorEntry> Tensors => _entries;

    public void ReadFloat32(string name, Span<float> destination)
    {
        if (!_normed.TryGetValue(name, out var pair))
        {
            _stored.ReadFloat32(Stored(name), destination);
            return;
        }

        _stored.ReadFloat32(pair.Direction, destination);
        var lengths = _stored.ReadFloat32(pair.Length);
        var row = destination.Length / lengths.Length;
        for (var i = 0; i < lengths.Length; i++)
        {
            Scale(destination.Slice(i * row, row), lengths[i]);
        }
    }

    public void ReadBytes(string name, long offset, Span<byte> destination)
        => _stored.ReadBytes(Stored(name), offset, destination);

    public void Dispose()
    {
        // What is stored belongs to whoever opened it.
    }

    private static void Scale(Span<float> direction, float length)
    {
        double squares = 0;
        foreach (var value in direction)
        {
            squares += (double)value * value;
        }

        var factor = length / Math.Sqrt(squares);
        for (var i = 0; i < direction.Length; i++)
        {
            direction[i] = (float)(direction[i] * factor);
        }
    }

    private void Add(string stored, string name, TensorEntry entry)
    {
        foreach (var (length, direction) in Endings)
        {
            if (name.EndsWith(length, StringComparison.Ordinal))
            {
                RequireTwin(stored, length, direction);
                return;
            }

            if (name.EndsWith(direction, StringComparison.Ordinal))
            {
                var twin = RequireTwin(stored, direction, length);
                CheckLengths(entry, _stored.Tensors[twin]);
                var weight = $"{name[..^direction.Length]}.weight";
                _normed[weight] = (twin, stored);
                Enter(weight, entry);
                return;
            }
        }

        _plain[name] = stored;
        Enter(name, entry);
    }

    private void Enter(string name, TensorEntry entry)
    {
        if (!_entries.TryAdd(name, entry with { Name = name }))
        {
            throw new CheckpointFormatException(Location, entry.Offset, $"there are two tensors for '{name}'");
        }
    }

    private string RequireTwin(string stored, string ending, string other)
        => _stored.Require(stored[..^ending.Length] + other).Name;

    private void CheckLengths(TensorEntry direction, TensorEntry length)
    {
        if (direction.Shape.Length == 0 || length.ElementCount != direction.Shape[0])
        {
            throw new CheckpointFormatException(
                Location,
                length.Offset,
                $"'{length.Name}' has {length.ElementCount} lengths for [{string.Join(", ", direction.Shape)}]");
        }
    }

    private string Stored(string name)
        => _plain.TryGetValue(name, out var stored)
            ? stored
            : throw new CheckpointFormatException(Location, 0, $"there is no stored tensor '{name}'");
}
