using MinMo.Models.OnnxSessions;

namespace MinMo.Models.SpeechEncoder;

/// <summary>A stack's part in the steps of a graph: what goes in beside its rows, and what it keeps of what comes out.
/// </summary>
internal sealed class SanmSteps
{
    private readonly SanmStack _stack;
    private readonly SanmLanes _lanes;
    private readonly float[] _mask;
    private readonly float[][] _keys;   // a layer: [n * t, d]
    private readonly float[][] _values; // a layer: [n * t, d]

    /// <param name="stack">Sizes.</param>
    /// <param name="lanes">Streams.</param>
    /// <param name="mostRows">Most new rows of all streams of a step together, and of one of them.</param>
    public SanmSteps(SanmStack stack, int lanes, (int All, int One) mostRows)
    {
        _stack = stack;
        _lanes = new SanmLanes(stack, lanes);
        _mask = Reserve(mostRows.All * (stack.Chunks.LeftRows + mostRows.One));
        _keys = [.. Enumerable.Range(0, stack.LayerCount).Select(_ => Reserve(mostRows.All * stack.Sizes.Width))];
        _values = [.. Enumerable.Range(0, stack.LayerCount).Select(_ => Reserve(mostRows.All * stack.Sizes.Width))];

        static float[] Reserve(int elements) => GC.AllocateArray<float>(elements, pinned: true);
    }

    /// <summary>Begins another stream in a lane.</summary>
    public void Reset(int lane) => _lanes.Reset(lane);

    /// <summary>Binds the stack's inputs and outputs.</summary>
    /// <param name="window">Of one shape of steps.</param>
    /// <param name="streams">Streams of the step, n.</param>
    /// <param name="rows">New rows of each, t.</param>
    public void Bind(GraphWindow window, int streams, int rows)
    {
        var (sizes, size, left, all) = (_stack.Sizes, _stack.HeadSize, _stack.Chunks.LeftRows, _lanes.Lanes);
        window.Input(_stack.Mask, _mask, streams, 1, rows, left + rows);
        for (var layer = 0; layer < _stack.LayerCount; layer++)
        {
            window.Input(_stack.Keys(layer), _lanes.Keys(layer), all, sizes.Heads, size, left);
            window.Input(_stack.Values(layer), _lanes.Values(layer), all, sizes.Heads, left, size);
            window.Input(_stack.Memory(layer), _lanes.Memory(layer), all, sizes.MemoryLeft, sizes.Heads, size);
            window.Output(_stack.NewKeys(layer), _keys[layer], streams * rows, sizes.Width);
            window.Output(_stack.NewValues(layer), _values[layer], streams * rows, sizes.Width);
        }
    }

    /// <summary>Writes what the new rows of a step see.</summary>
    /// <param name="lanes">Streams of the step.</param>
    /// <param name="rows">New rows of each.</param>
    public void WriteMasks(ReadOnlySpan<int> lanes, int rows)
    {
        var length = rows * (_stack.Chunks.LeftRows + rows);
        for (var place = 0; place < lanes.Length; place++)
        {
            _lanes.WriteMask(lanes[place], rows, _mask.AsSpan(place * length, length));
        }
    }

    /// <summary>Keeps the new rows of one stream.</summary>
    /// <param name="lane">The stream.</param>
    /// <param name="place">Its place in the step.</param>
    /// <param name="rows">New rows of each stream.</param>
    public void Keep(int lane, int place, int rows)
    {
        var elements = rows * _stack.Sizes.Width;
        for (var layer = 0; layer < _stack.LayerCount; layer++)
        {
            _lanes.Keep(
                lane, layer, _keys[layer].AsSpan(place * elements, elements), _values[layer].AsSpan(place * elements, elements));
        }

        _lanes.Advance(lane, rows);
    }
}
