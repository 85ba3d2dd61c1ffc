namespace MinMo.Models.SpeechEncoder;

/// <summary>What the layers of a stack keep of each of several streams: keys and values of the last rows, in a ring, and
/// the values under the memory filter, in order. All memory is reserved at the begin.</summary>
/// <remarks>Not safe for use by several threads.</remarks>
internal sealed class SanmLanes
{
    private readonly SanmStack _stack;
    private readonly float[][] _keys;   // a layer: [lanes, h, e, s]
    private readonly float[][] _values; // a layer: [lanes, h, s, e]
    private readonly float[][] _memory; // a layer: [lanes, left, d]
    private readonly long[] _rows;      // rows that each stream has had

    /// <param name="stack">Sizes.</param>
    /// <param name="lanes">Streams.</param>
    public SanmLanes(SanmStack stack, int lanes)
    {
        _stack = stack;
        Lanes = lanes;
        _keys = Reserve(stack.Chunks.LeftRows * stack.Sizes.Width);
        _values = Reserve(stack.Chunks.LeftRows * stack.Sizes.Width);
        _memory = Reserve(stack.Sizes.MemoryLeft * stack.Sizes.Width);
        _rows = new long[lanes];

        float[][] Reserve(int elements)
            => [.. Enumerable.Range(0, stack.LayerCount).Select(_ => GC.AllocateArray<float>(lanes * elements, pinned: true))];
    }

    /// <summary>Streams.</summary>
    public int Lanes { get; }

    private int Left => _stack.Chunks.LeftRows;

    private int Width => _stack.Sizes.Width;

    /// <summary>Pinned: the graph reads it in place.</summary>
    public float[] Keys(int layer) => _keys[layer];

    /// <summary>As <see cref="Keys"/>.</summary>
    public float[] Values(int layer) => _values[layer];

    /// <summary>As <see cref="Keys"/>.</summary>
    public float[] Memory(int layer) => _memory[layer];

    /// <summary>Begins another stream in a lane. Its first rows see zeros under the filter, as those of a whole utterance do.
    /// </summary>
    public void Reset(int lane)
    {
        _rows[lane] = 0;
        foreach (var memory in _memory)
        {
            MemoryOf(memory, lane).Clear();
        }

        // The mask hides what is old, but not what is no number.
        foreach (var ring in _keys.Concat(_values))
        {
            ring.AsSpan(lane * Left * Width, Left * Width).Clear();
        }
    }

    /// <summary>Writes which of the earlier and the new rows each new row sees.</summary>
    /// <param name="lane">The stream.</param>
    /// <param name="rows">New rows, t, in whole chunks; at most as many as attention sees.</param>
    /// <param name="mask"><c>[t, s + t]</c>.</param>
    public void WriteMask(int lane, int rows, Span<float> mask)
    {
        var (chunk, had) = (_stack.Chunks.Rows, _rows[lane]);
        mask.Fill(float.NegativeInfinity);
        for (var row = 0; row < rows; row++)
        {
            var seen = mask.Slice(row * (Left + rows), Left + rows);
            var chunkBegin = row / chunk * chunk;
            for (var earlier = Math.Max(0, had + chunkBegin - Left); earlier < had; earlier++)
            {
                seen[(int)(earlier % Left)] = 0;
            }

            var first = Math.Max(0, chunkBegin - Left);
            seen[(Left + first)..(Left + chunkBegin + chunk)].Clear();
        }
    }

    /// <summary>Keeps what a layer made of new rows.</summary>
    /// <param name="lane">The stream.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="keys"><c>[t, d]</c>.</param>
    /// <param name="values"><c>[t, d]</c>.</param>
    public void Keep(int lane, int layer, ReadOnlySpan<float> keys, ReadOnlySpan<float> values)
    {
        for (var row = 0; row < keys.Length / Width; row++)
        {
            var place = (int)((_rows[lane] + row) % Left);
            KeepKeys(_keys[layer].AsSpan(lane * Left * Width, Left * Width), place, keys.Slice(row * Width, Width));
            KeepValues(_values[layer].AsSpan(lane * Left * Width, Left * Width), place, values.Slice(row * Width, Width));
        }

        var memory = MemoryOf(_memory[layer], lane);
        if (values.Length >= memory.Length)
        {
            values[^memory.Length..].CopyTo(memory);
        }
        else
        {
            memory[values.Length..].CopyTo(memory);
            values.CopyTo(memory[^values.Length..]);
        }
    }

    /// <summary>Counts new rows, after all layers have kept theirs.</summary>
    public void Advance(int lane, int rows) => _rows[lane] += rows;

    private void KeepKeys(Span<float> ring, int place, ReadOnlySpan<float> row) // [h, e, s], [h * e]
    {
        for (var channel = 0; channel < row.Length; channel++)
        {
            ring[(channel * Left) + place] = row[channel];
        }
    }

    private void KeepValues(Span<float> ring, int place, ReadOnlySpan<float> row) // [h, s, e], [h * e]
    {
        var size = _stack.HeadSize;
        for (var head = 0; head < _stack.Sizes.Heads; head++)
        {
            row.Slice(head * size, size).CopyTo(ring[(((head * Left) + place) * size)..]);
        }
    }

    private Span<float> MemoryOf(float[] memory, int lane)
    {
        var elements = _stack.Sizes.MemoryLeft * Width;
        return memory.AsSpan(lane * elements, elements);
    }
}
