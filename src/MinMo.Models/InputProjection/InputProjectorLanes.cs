using MinMo.Models.SpeechEncoder;
using static TorchSharp.torch;

namespace MinMo.Models.InputProjection;

/// <summary>An input projector over several streams at once.</summary>
/// <remarks>Not safe for use by several threads.</remarks>
public sealed class InputProjectorLanes : IDisposable
{
    private readonly InputProjector _model;
    private readonly SanmCache _cache;
    private readonly Tensor _before; // [lanes, 1, d_enc]: the encoder row before the new ones

    /// <summary>Reserves the state.</summary>
    /// <param name="model">Stays the caller's.</param>
    /// <param name="lanes">Streams.</param>
    public InputProjectorLanes(InputProjector model, int lanes)
    {
        var sizes = model.Configuration;
        _model = model;
        _cache = new SanmCache(sizes.LayerCount, lanes, sizes.Chunks, sizes.Width);
        _before = zeros(lanes, 1, sizes.Inputs).DetachFromDisposeScope();
    }

    /// <summary>Begins another stream in a lane.</summary>
    public void Reset(int lane)
    {
        _cache.Reset(lane);
        using var noGradient = no_grad();
        using var row = _before.select(0, lane);
        row.zero_();
    }

    /// <summary>Adds encoder rows to each of some streams.</summary>
    /// <param name="lanes">Streams, each once.</param>
    /// <param name="encoded"><c>[n, 2 t, d_enc]</c>.</param>
    /// <returns>z, <c>[n, t, d]</c>.</returns>
    public Tensor Step(ReadOnlySpan<int> lanes, Tensor encoded)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var slots = tensor([.. lanes.ToArray().Select(lane => (long)lane)]);
        var all = cat([_before.index_select(0, slots), encoded], 1); // [n, 1 + 2 t, d_enc]
        _before.index_copy_(0, slots, encoded.narrow(1, encoded.shape[1] - 1, 1));
        var exists = new bool[lanes.Length];
        Array.Fill(exists, true);
        using var context = new CachedSanm(_cache, lanes, (int)encoded.shape[1] / 2, exists);
        return _model.Project(all, context).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cache.Dispose();
        _before.Dispose();
    }
}
