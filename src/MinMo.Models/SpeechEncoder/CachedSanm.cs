using static TorchSharp.torch;

namespace MinMo.Models.SpeechEncoder;

/// <summary>One step of several streams: new rows, in whole chunks, behind those that the cache keeps.</summary>
public sealed class CachedSanm : SanmContext, IDisposable
{
    private readonly SanmCache _cache;
    private readonly Tensor _lanes;
    private readonly Tensor _mask;
    private readonly Tensor? _valid;

    /// <summary>Prepares a step, and counts its rows.</summary>
    /// <param name="cache">Of the stack.</param>
    /// <param name="lanes">The streams.</param>
    /// <param name="rows">New rows of each.</param>
    /// <param name="exists">Whether a stream's new rows exist, or only fill the time before its begin.</param>
    public CachedSanm(SanmCache cache, ReadOnlySpan<int> lanes, int rows, ReadOnlySpan<bool> exists)
    {
        _cache = cache;
        using var scope = NewDisposeScope();
        var slots = new long[lanes.Length];
        var real = new float[lanes.Length];
        for (var i = 0; i < lanes.Length; i++)
        {
            slots[i] = lanes[i];
            real[i] = exists[i] ? 1 : 0;
        }

        _lanes = tensor(slots).DetachFromDisposeScope();
        _valid = exists.Contains(false) ? tensor(real, [lanes.Length, 1, 1]).DetachFromDisposeScope() : null;
        _mask = MaskOf(lanes, rows, exists).DetachFromDisposeScope();
        for (var i = 0; i < lanes.Length; i++)
        {
            cache.Advance(lanes[i], exists[i] ? rows : 0);
        }
    }

    /// <inheritdoc/>
    public override Tensor? Mask => _mask;

    /// <inheritdoc/>
    public override Tensor? Valid => _valid;

    /// <inheritdoc/>
    public override Tensor Keys(int layer, Tensor keys) => _cache.ExtendKeys(layer, _lanes, keys);

    /// <inheritdoc/>
    public override Tensor Values(int layer, Tensor values) => _cache.ExtendValues(layer, _lanes, values);

    /// <inheritdoc/>
    public override Tensor Memory(Tensor values, long rows, SanmLayerSizes sizes)
        => values.narrow(1, values.shape[1] - rows - sizes.MemoryLeft, sizes.MemoryLeft + rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        _lanes.Dispose();
        _mask.Dispose();
        _valid?.Dispose();
    }

    private Tensor MaskOf(ReadOnlySpan<int> lanes, int rows, ReadOnlySpan<bool> exists)
    {
        var (left, chunk) = (_cache.Chunks.LeftRows, _cache.Chunks.Rows);
        var mask = new float[lanes.Length * rows * (left + rows)];
        Array.Fill(mask, float.NegativeInfinity);
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var first = exists[lane] ? left - _cache.FilledOf(lanes[lane]) : left;
            for (var row = 0; row < rows; row++)
            {
                var queryChunk = row / chunk;
                var from = Math.Max(first, left + ((queryChunk - _cache.Chunks.Left) * chunk));
                var to = left + ((queryChunk + 1) * chunk);
                mask.AsSpan((((lane * rows) + row) * (left + rows)) + from, to - from).Clear();
            }
        }

        return tensor(mask, [lanes.Length, 1, rows, left + rows]);
    }
}
