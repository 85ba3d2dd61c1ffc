using Microsoft.ML.OnnxRuntime;
using MinMo.Models.OnnxSessions;

namespace MinMo.Models.Language;

/// <summary>Runs the graph over windows of lanes; the views on the caches are made once for each window.</summary>
internal sealed class OnnxDecoderBindings : IDisposable
{
    private readonly DecoderConfiguration _configuration;
    private readonly OnnxLaneCache _cache;
    private readonly GraphWindows _windows; // few when slots are given out from the front
    private readonly float[] _cosines;
    private readonly float[] _sines;
    private readonly long[] _tableShape;

    /// <param name="session">Owned from here on.</param>
    /// <param name="configuration">Sizes.</param>
    /// <param name="cache">Of all lanes.</param>
    /// <param name="length">Positions of a lane in the caches.</param>
    public OnnxDecoderBindings(
        InferenceSession session, DecoderConfiguration configuration, OnnxLaneCache cache, int length)
    {
        (_configuration, _cache) = (configuration, cache);
        var tables = new RotaryTables(configuration.Rotary, configuration.HeadSize);
        var half = new PaddedHeads(configuration.HeadSize).PaddedSize / 2;
        (_cosines, _sines) = tables.FirstPositions(length, half);
        _tableShape = [length, half];
        Inputs = new OnnxRunInputs(configuration);
        _windows = new GraphWindows(session, Bind);
    }

    /// <summary>To be filled before <see cref="Run"/>.</summary>
    public OnnxRunInputs Inputs { get; }

    /// <summary>Runs the graph on <see cref="Inputs"/> and writes into the step's buffers.</summary>
    public void Run(OnnxRun run, StepOutputs outputs, int firstLogit)
    {
        var window = _windows.Of(run.FirstSlot, run.Lanes);
        var (d, v) = (_configuration.HiddenSize, _configuration.VocabularySize);
        using var embeddings = PinnedTensor.Of(Inputs.EmbeddingBuffer, 0, Inputs.EmbeddingShape);
        using var last = PinnedTensor.Of(Inputs.LastPositions, 0, [run.Lanes]);
        using var longest = PinnedTensor.Of(Inputs.LongestLane, 0, []);
        using var wanted = PinnedTensor.Of(Inputs.LogitPositions, 0, [Inputs.LogitCount]);
        using var hidden = PinnedTensor.Of(outputs.HiddenBuffer, run.FirstPosition * d, Inputs.EmbeddingShape);
        using var logits = PinnedTensor.Of(
            outputs.LogitBuffer, firstLogit * v, [Inputs.LogitCount, v]);
        window.Binding.BindInput(OnnxDecoderGraph.Embeddings, embeddings);
        window.Binding.BindInput(OnnxDecoderGraph.LastPositions, last);
        window.Binding.BindInput(OnnxDecoderGraph.LongestLane, longest);
        window.Binding.BindInput(OnnxDecoderGraph.LogitPositions, wanted);
        window.Binding.BindOutput(OnnxDecoderGraph.HiddenStates, hidden);
        window.Binding.BindOutput(OnnxDecoderGraph.Logits, logits);
        _windows.Run(window);
    }

    public void Dispose() => _windows.Dispose();

    private void Bind(GraphWindow window, int firstSlot, int lanes)
    {
        window.Input(OnnxDecoderGraph.Cosines, _cosines, _tableShape);
        window.Input(OnnxDecoderGraph.Sines, _sines, _tableShape);
        for (var layer = 0; layer < _configuration.LayerCount; layer++)
        {
            // Past and present are the same memory: attention writes the new positions in place.
            var (keys, values) = _cache.View(layer, firstSlot, lanes);
            window.InPlace(OnnxDecoderGraph.CacheName("past_key", layer), OnnxDecoderGraph.CacheName("present_key", layer), keys);
            window.InPlace(
                OnnxDecoderGraph.CacheName("past_value", layer), OnnxDecoderGraph.CacheName("present_value", layer), values);
        }
    }
}
