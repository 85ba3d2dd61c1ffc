using Microsoft.ML.OnnxRuntime;
using MinMo.Models.OnnxSessions;

namespace MinMo.Models.Language;

/// <summary>Runs the graph over windows of lanes; the views on the caches are made once for each window.</summary>
internal sealed class OnnxDecoderBindings : IDisposable
{
    /// <summary>Windows are few when slots are given out from the front; beyond this many all views are made anew.</summary>
    private const int MostWindows = 64;

    private readonly InferenceSession _session;
    private readonly DecoderConfiguration _configuration;
    private readonly OnnxLaneCache _cache;
    private readonly RunOptions _options = new();
    private readonly Dictionary<(int FirstSlot, int Lanes), Window> _windows = [];
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
        (_session, _configuration, _cache) = (session, configuration, cache);
        var tables = new RotaryTables(configuration.Rotary, configuration.HeadSize);
        var half = new PaddedHeads(configuration.HeadSize).PaddedSize / 2;
        (_cosines, _sines) = tables.FirstPositions(length, half);
        _tableShape = [length, half];
        Inputs = new OnnxRunInputs(configuration);
    }

    /// <summary>To be filled before <see cref="Run"/>.</summary>
    public OnnxRunInputs Inputs { get; }

    /// <summary>Runs the graph on <see cref="Inputs"/> and writes into the step's buffers.</summary>
    public void Run(OnnxRun run, StepOutputs outputs, int firstLogit)
    {
        var window = WindowOf(run.FirstSlot, run.Lanes);
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
        _session.RunWithBinding(_options, window.Binding);
    }

    public void Dispose()
    {
        Forget();
        _options.Dispose();
        _session.Dispose();
    }

    private Window WindowOf(int firstSlot, int lanes)
    {
        if (_windows.TryGetValue((firstSlot, lanes), out var window))
        {
            return window;
        }

        if (_windows.Count == MostWindows)
        {
            Forget();
        }

        window = Bind(firstSlot, lanes);
        _windows.Add((firstSlot, lanes), window);
        return window;
    }

    private Window Bind(int firstSlot, int lanes)
    {
        var binding = _session.CreateIoBinding();
        var tables = (Cosines: PinnedTensor.Of(_cosines, 0, _tableShape), Sines: PinnedTensor.Of(_sines, 0, _tableShape));
        binding.BindInput(OnnxDecoderGraph.Cosines, tables.Cosines);
        binding.BindInput(OnnxDecoderGraph.Sines, tables.Sines);
        List<OrtValue> values = [tables.Cosines, tables.Sines];
        for (var layer = 0; layer < _configuration.LayerCount; layer++)
        {
            // Past and present are the same memory: attention writes the new positions in place.
            var (keys, cachedValues) = _cache.View(layer, firstSlot, lanes);
            binding.BindInput(OnnxDecoderGraph.CacheName("past_key", layer), keys);
            binding.BindOutput(OnnxDecoderGraph.CacheName("present_key", layer), keys);
            binding.BindInput(OnnxDecoderGraph.CacheName("past_value", layer), cachedValues);
            binding.BindOutput(OnnxDecoderGraph.CacheName("present_value", layer), cachedValues);
            values.AddRange([keys, cachedValues]);
        }

        return new Window(binding, values);
    }

    private void Forget()
    {
        foreach (var window in _windows.Values)
        {
            window.Dispose();
        }

        _windows.Clear();
    }

    private sealed record Window(OrtIoBinding Binding, List<OrtValue> Values) : IDisposable
    {
        public void Dispose()
        {
            Binding.Dispose();
            Values.ForEach(value => value.Dispose());
        }
    }
}
