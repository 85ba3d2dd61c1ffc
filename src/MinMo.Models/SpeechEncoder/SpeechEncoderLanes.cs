using static TorchSharp.torch;

namespace MinMo.Models.SpeechEncoder;

/// <summary>A speech encoder over several streams at once: state of fixed size for each, rows in, rows out.</summary>
/// <remarks>Output rows come as many rows later as the encoder looks ahead. Not safe for use by several threads.</remarks>
public sealed class SpeechEncoderLanes : IDisposable
{
    private readonly SpeechEncoderModel _model;
    private readonly SanmCache _cache;
    private readonly Tensor _ahead; // [lanes, look-ahead, d]
    private readonly int[] _received;

    /// <summary>Reserves the state.</summary>
    /// <param name="model">Stays the caller's.</param>
    /// <param name="lanes">Streams.</param>
    /// <exception cref="ArgumentException">The look-ahead is not whole chunks.</exception>
    public SpeechEncoderLanes(SpeechEncoderModel model, int lanes)
    {
        var sizes = model.Configuration;
        if (sizes.LookAheadRows % sizes.ChunkRows != 0)
        {
            throw new ArgumentException($"a look-ahead of {sizes.LookAheadRows} rows is not whole chunks of {sizes.ChunkRows}", nameof(model));
        }

        _model = model;
        _cache = new SanmCache(sizes.LayerCount, lanes, sizes.Chunks, sizes.Width);
        _ahead = zeros(lanes, sizes.LookAheadRows, sizes.Width).DetachFromDisposeScope();
        _received = new int[lanes];
    }

    /// <summary>Whether the next chunk of a lane gives rows that exist.</summary>
    public bool IsReady(int lane) => _received[lane] >= _model.Configuration.LookAheadRows;

    /// <summary>Begins another stream in a lane.</summary>
    public void Reset(int lane)
    {
        _received[lane] = 0;
        _cache.Reset(lane);
        using var noGradient = no_grad();
        using var row = _ahead.select(0, lane);
        row.zero_();
    }

    /// <summary>Adds one chunk of rows to each of some streams.</summary>
    /// <param name="lanes">Streams, each once.</param>
    /// <param name="rows">Normalised, stacked frames, <c>[n, chunk, row width]</c>.</param>
    /// <returns>The chunk that lies the look-ahead before, <c>[n, chunk, d]</c>; before a stream is ready its rows mean
    /// nothing.</returns>
    public Tensor Step(ReadOnlySpan<int> lanes, Tensor rows)
    {
        var (chunk, look) = (_model.Configuration.ChunkRows, _model.Configuration.LookAheadRows);
        if (rows.shape[1] != chunk)
        {
            throw new ArgumentException($"{rows.shape[1]} rows are not a chunk of {chunk}", nameof(rows));
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var slots = tensor([.. lanes.ToArray().Select(lane => (long)lane)]);
        var all = cat([_ahead.index_select(0, slots), _model.Embed(rows)], 1); // [n, look-ahead + chunk, d]
        _ahead.index_copy_(0, slots, all.narrow(1, chunk, look));
        var exists = new bool[lanes.Length];
        for (var i = 0; i < lanes.Length; i++)
        {
            exists[i] = IsReady(lanes[i]);
            _received[lanes[i]] += chunk;
        }

        using var context = new CachedSanm(_cache, lanes, chunk, exists);
        return _model.Encode(_model.LookAhead(all), context).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cache.Dispose();
        _ahead.Dispose();
    }
}
