using static TorchSharp.torch;

namespace MinMo.Models.Language;

/// <summary>Keys and values of all lanes, <c>[lanes, positions, kv heads, head size]</c> a layer, reserved as a whole.</summary>
internal sealed class LaneCache : IDisposable
{
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;

    public LaneCache(DecoderConfiguration configuration, int lanes, int length, ScalarType type, Device device)
    {
        _keys = [.. Enumerable.Range(0, configuration.LayerCount).Select(_ => Reserve())];
        _values = [.. Enumerable.Range(0, configuration.LayerCount).Select(_ => Reserve())];

        Tensor Reserve()
            => zeros([lanes, length, configuration.KeyValueHeadCount, configuration.HeadSize], type, device)
                .DetachFromDisposeScope();
    }

    /// <summary>Writes new positions of a layer.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="slots">Lane of each position, int64 <c>[n]</c>.</param>
    /// <param name="positions">Place of each position in its lane, int64 <c>[n]</c>.</param>
    /// <param name="key"><c>[n, kv heads, head size]</c>.</param>
    /// <param name="value">As <paramref name="key"/>.</param>
    public void Write(int layer, Tensor slots, Tensor positions, Tensor key, Tensor value)
    {
        _keys[layer].index_put_(key, slots, positions);
        _values[layer].index_put_(value, slots, positions);
    }

    /// <summary>The first positions of neighbouring lanes, without a copy.</summary>
    /// <returns>Keys and values, <c>[lanes, kv heads, length, head size]</c>.</returns>
    public (Tensor Keys, Tensor Values) View(int layer, int firstSlot, int lanes, int length)
        => (View(_keys[layer], firstSlot, lanes, length), View(_values[layer], firstSlot, lanes, length));

    public void Copy(int from, int to, int length)
    {
        using var scope = NewDisposeScope();
        foreach (var cache in _keys.Concat(_values))
        {
            cache[to].narrow(0, 0, length).copy_(cache[from].narrow(0, 0, length));
        }
    }

    public void Dispose()
    {
        foreach (var cache in _keys.Concat(_values))
        {
            cache.Dispose();
        }
    }

    private static Tensor View(Tensor cache, int firstSlot, int lanes, int length)
        => cache.narrow(0, firstSlot, lanes).narrow(1, 0, length).transpose(1, 2);
}
