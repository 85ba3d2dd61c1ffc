using MinMo.Models.SpeechEncoder;
using static TorchSharp.torch;

namespace MinMo.Models.Duplex;

/// <summary>A duplex predictor over several calls at once.</summary>
/// <remarks>Not safe for use by several threads.</remarks>
public sealed class DuplexPredictorLanes : IDisposable
{
    private readonly DuplexPredictor _model;
    private readonly SanmCache _cache;

    /// <summary>Reserves the state.</summary>
    /// <param name="model">Stays the caller's.</param>
    /// <param name="lanes">Calls.</param>
    public DuplexPredictorLanes(DuplexPredictor model, int lanes)
    {
        var sizes = model.Configuration;
        _model = model;
        _cache = new SanmCache(layers: 1, lanes, sizes.Chunks, sizes.Width);
    }

    /// <summary>Forgets what a lane has seen.</summary>
    public void Reset(int lane) => _cache.Reset(lane);

    /// <summary>Adds rows to each of some calls.</summary>
    /// <param name="lanes">Calls, each once.</param>
    /// <param name="hidden">The language model's hidden states, <c>[n, t, language width]</c>.</param>
    /// <param name="speaking">1 where the agent holds the floor, int64 <c>[n, t]</c>.</param>
    /// <returns>Probabilities in the order of <see cref="DuplexClass"/>, <c>[n, t, 4]</c>.</returns>
    public Tensor Step(ReadOnlySpan<int> lanes, Tensor hidden, Tensor speaking)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var exists = new bool[lanes.Length];
        Array.Fill(exists, true);
        using var context = new CachedSanm(_cache, lanes, (int)hidden.shape[1], exists);
        return nn.functional.softmax(_model.call(hidden, speaking, context), -1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();
}
