using static TorchSharp.torch;

namespace MinMo.Models.SpeechEncoder;

/// <summary>Keys and values of the last rows of several streams, for every layer of a stack.</summary>
/// <remarks>Rows that do not exist yet are zero, so that memory filters see the same padding as a whole utterance's.</remarks>
public sealed class SanmCache : IDisposable
{
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;
    private readonly int[] _filled;

    /// <summary>Reserves everything.</summary>
    /// <param name="layers">Layers of the stack.</param>
    /// <param name="lanes">Streams.</param>
    /// <param name="chunks">What attention sees; at least as many rows as memory filters reach back.</param>
    /// <param name="width">Width of the rows.</param>
    public SanmCache(int layers, int lanes, ChunkView chunks, int width)
    {
        Chunks = chunks;
        _keys = Reserve(layers, lanes, width);
        _values = Reserve(layers, lanes, width);
        _filled = new int[lanes];
    }

    /// <summary>What attention sees.</summary>
    public ChunkView Chunks { get; }

    /// <summary>Begins another stream in a lane.</summary>
    public void Reset(int lane)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        _filled[lane] = 0;
        foreach (var table in _keys.Concat(_values))
        {
            table.select(0, lane).zero_();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var table in _keys.Concat(_values))
        {
            table.Dispose();
        }
    }

    /// <summary>Rows of a lane that exist.</summary>
    internal int FilledOf(int lane) => _filled[lane];

    /// <summary>Counts new rows of a lane.</summary>
    internal void Advance(int lane, int rows) => _filled[lane] = Math.Min(Chunks.LeftRows, _filled[lane] + rows);

    /// <summary>Puts new keys behind those of the lanes, and keeps the last ones.</summary>
    internal Tensor ExtendKeys(int layer, Tensor lanes, Tensor keys) => Extend(_keys[layer], lanes, keys);

    /// <summary>Puts new values behind those of the lanes, and keeps the last ones.</summary>
    internal Tensor ExtendValues(int layer, Tensor lanes, Tensor values) => Extend(_values[layer], lanes, values);

    private Tensor Extend(Tensor table, Tensor lanes, Tensor fresh)
    {
        using var scope = NewDisposeScope();
        var all = cat([table.index_select(0, lanes), fresh], 1); // [n, left + t, d]
        table.index_copy_(0, lanes, all.narrow(1, fresh.shape[1], Chunks.LeftRows));
        return all.MoveToOuterDisposeScope();
    }

    private Tensor[] Reserve(int layers, int lanes, int width)
        => [.. Enumerable.Range(0, layers).Select(_ => zeros(lanes, Chunks.LeftRows, width).DetachFromDisposeScope())];
}
