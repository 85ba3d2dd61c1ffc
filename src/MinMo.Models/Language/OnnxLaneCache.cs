using Microsoft.ML.OnnxRuntime;
using MinMo.Models.OnnxSessions;

namespace MinMo.Models.Language;

/// <summary>Keys and values of all lanes in pinned memory, <c>[lanes, kv heads, positions, head size]</c> a layer.</summary>
internal sealed class OnnxLaneCache
{
    private readonly DecoderConfiguration _configuration;
    private readonly int _length;
    private readonly int _headSize;
    private readonly float[][] _keys;
    private readonly float[][] _values;

    public OnnxLaneCache(DecoderConfiguration configuration, int lanes, int length)
    {
        (_configuration, _length) = (configuration, length);
        _headSize = new PaddedHeads(configuration.HeadSize).PaddedSize;
        var elements = checked(lanes * LaneElements);
        _keys = [.. Enumerable.Range(0, configuration.LayerCount).Select(_ => Reserve())];
        _values = [.. Enumerable.Range(0, configuration.LayerCount).Select(_ => Reserve())];

        float[] Reserve() => GC.AllocateArray<float>(elements, pinned: true);
    }

    private int LaneElements => checked(_configuration.KeyValueHeadCount * _length * _headSize);

    /// <summary>The caches of neighbouring lanes of a layer, without a copy.</summary>
    /// <returns>Keys and values; owned by the caller.</returns>
    public (OrtValue Keys, OrtValue Values) View(int layer, int firstSlot, int lanes)
        => (View(_keys[layer], firstSlot, lanes), View(_values[layer], firstSlot, lanes));

    public void Copy(int from, int to, int length)
    {
        foreach (var cache in _keys.Concat(_values))
        {
            for (var head = 0; head < _configuration.KeyValueHeadCount; head++)
            {
                Head(cache, from, head, length).CopyTo(Head(cache, to, head, length));
            }
        }
    }

    private Span<float> Head(float[] cache, int slot, int head, int length)
        => cache.AsSpan(
            ((slot * _configuration.KeyValueHeadCount) + head) * _length * _headSize,
            length * _headSize);

    private OrtValue View(float[] cache, int firstSlot, int lanes)
        => PinnedTensor.Of(
            cache, firstSlot * LaneElements, [lanes, _configuration.KeyValueHeadCount, _length, _headSize]);
}
