using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MinMo.Models.Language;

/// <summary>The decoder in TorchSharp: the float32 reference, any device and type, adapters merged or beside the weights.</summary>
public sealed class TorchDecoder : IDecoderExecutor
{
    private readonly DecoderModel _model;
    private readonly Device _device;
    private readonly LaneLengths _lengths;
    private readonly LaneCache _cache;
    private readonly (Tensor Cosines, Tensor Sines) _tables;
    private readonly StepOutputs _outputs;

    /// <summary>Reserves the caches.</summary>
    /// <param name="model">On the device where it is to run; owned by the caller.</param>
    /// <param name="lanes">Slots.</param>
    /// <param name="maximumLength">Positions of each lane.</param>
    /// <param name="device">Where the model is; null for the CPU.</param>
    public TorchDecoder(DecoderModel model, int lanes, int maximumLength, Device? device = null)
    {
        (_model, MaximumLength, _device) = (model, maximumLength, device ?? CPU);
        _lengths = new LaneLengths(model.Configuration, lanes, maximumLength);
        _cache = new LaneCache(model.Configuration, lanes, maximumLength, model.Type, _device);
        _tables = RotaryTensors.ForTokens(
            new RotaryTables(model.Configuration.Rotary, model.Configuration.HeadSize), maximumLength, model.Type, _device);
        _outputs = new StepOutputs(model.Configuration);
    }

    /// <inheritdoc/>
    public DecoderConfiguration Configuration => _model.Configuration;

    /// <inheritdoc/>
    public int LaneCapacity => _lengths.Lanes;

    /// <inheritdoc/>
    public int MaximumLength { get; }

    /// <inheritdoc/>
    public StepOutputs Step(ReadOnlySpan<LaneRow> rows) => Step(rows, null);

    /// <summary>As <see cref="Step(ReadOnlySpan{LaneRow})"/>, and shows what the layers give out.</summary>
    /// <param name="rows">As there.</param>
    /// <param name="layerFinished">Told the layer and its output <c>[1, n, d]</c>, rows in the order of their slots.</param>
    internal StepOutputs Step(ReadOnlySpan<LaneRow> rows, Action<int, Tensor>? layerFinished)
    {
        _lengths.Check(rows);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var plan = StepPlan.Of(rows, _lengths);
        var context = new LaneAttention(_cache, plan.Rows, plan.Segments, _tables, Configuration.GroupSize)
        {
            LayerFinished = layerFinished,
        };
        var hidden = _model.call(EmbedRows(rows, plan), context).squeeze(0); // [n, d]
        Deliver(rows, plan, hidden);
        _lengths.Commit(rows);
        return _outputs;
    }

    /// <inheritdoc/>
    public void CopyLane(int from, int to, int length)
    {
        _lengths.Copy(from, to, length);
        using var noGradient = no_grad();
        _cache.Copy(from, to, length);
    }

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<int> tokens, Span<float> destination)
    {
        foreach (var token in tokens)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(token, nameof(tokens));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, Configuration.VocabularySize, nameof(tokens));
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        CopyOut(EmbedTokens(tokens), destination);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cache.Dispose();
        _tables.Cosines.Dispose();
        _tables.Sines.Dispose();
    }

    private Tensor EmbedRows(ReadOnlySpan<LaneRow> rows, StepPlan plan)
    {
        var parts = new Tensor[rows.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var row = rows[plan.Rows[i].Index];
            parts[i] = row.Embeddings.IsEmpty
                ? EmbedTokens(row.Tokens.Span)
                : tensor(row.Embeddings.ToArray(), [plan.Rows[i].Count, Configuration.HiddenSize]).to(_model.Type, _device);
        }

        return cat(parts, dim: 0).unsqueeze(0); // [1, n, d]
    }

    private Tensor EmbedTokens(ReadOnlySpan<int> tokens) => _model.Embed(tensor(tokens.ToArray(), dtype: int64, device: _device));

    private void Deliver(ReadOnlySpan<LaneRow> rows, StepPlan plan, Tensor hidden)
    {
        var places = new RowPlace[rows.Length];
        var logitPositions = new List<long>();
        var position = 0;
        var wantsHidden = false;
        foreach (var packed in plan.Rows)
        {
            var demand = rows[packed.Index].Demand;
            var logits = demand.HasFlag(RowDemand.AllLogits) ? packed.Count : demand.HasFlag(RowDemand.LastLogits) ? 1 : 0;
            var hasHidden = demand.HasFlag(RowDemand.HiddenStates);
            places[packed.Index] = new RowPlace(logitPositions.Count, logits, position, packed.Count, hasHidden);
            position += packed.Count;
            wantsHidden |= hasHidden;
            logitPositions.AddRange(Enumerable.Range(position - logits, logits).Select(index => (long)index));
        }

        _outputs.Lay(places, logitPositions.Count, wantsHidden ? position : 0);
        if (wantsHidden)
        {
            CopyOut(hidden, _outputs.HiddenBuffer);
        }

        if (logitPositions.Count > 0)
        {
            var demanded = hidden.index_select(0, tensor(logitPositions.ToArray(), device: _device));
            CopyOut(_model.Unembed(demanded), _outputs.LogitBuffer); // [rows, V]
        }
    }

    private static void CopyOut(Tensor values, Span<float> destination)
        => MemoryMarshal.Cast<byte, float>(values.to(ScalarType.Float32).cpu().contiguous().bytes).CopyTo(destination);
}
