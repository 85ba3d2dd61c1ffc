using MinMo.Audio.Spectra;
using MinMo.Models.InputProjection;
using MinMo.Models.SpeechEncoder;
using static TorchSharp.torch;

namespace MinMo.Models.Hearing;

/// <summary>
/// The ear of several calls at once: 16 kHz samples in, one row for the language model for every tick of 80 ms out.
/// </summary>
/// <remarks>A row comes as many ticks later as the encoder looks ahead: 2 with <c>nano-en</c>. Not safe for use by several
/// threads.</remarks>
public sealed class HearingLanes : IDisposable
{
    private readonly SpeechFeatures _features;
    private readonly StreamingFilterBank[] _banks;
    private readonly float[]?[] _history; // the last frames of each stream, under the next rows
    private readonly SpeechEncoderLanes _encoder;
    private readonly InputProjectorLanes _projectorLanes;
    private readonly InputProjector _projector;
    private readonly Tensor _embeddings;
    private readonly Tensor _directions;
    private readonly int _chunk;

    /// <summary>Reserves the state.</summary>
    /// <param name="encoder">Stays the caller's.</param>
    /// <param name="projector">Stays the caller's.</param>
    /// <param name="embeddings">E of the language model, <c>[V, d]</c>; stays the caller's.</param>
    /// <param name="lanes">Streams.</param>
    public HearingLanes(SpeechEncoderModel encoder, InputProjector projector, Tensor embeddings, int lanes)
    {
        _features = new SpeechFeatures(encoder.Configuration);
        _banks = [.. Enumerable.Range(0, lanes).Select(_ => new StreamingFilterBank(_features.Bank))];
        _history = new float[]?[lanes];
        _encoder = new SpeechEncoderLanes(encoder, lanes);
        _projectorLanes = new InputProjectorLanes(projector, lanes);
        (_projector, _embeddings, _chunk) = (projector, embeddings, encoder.Configuration.ChunkRows);
        using var noGradient = no_grad();
        _directions = projector.Directions(embeddings).DetachFromDisposeScope();
    }

    /// <summary>Samples of a tick.</summary>
    public int TickSamples => _features.RowSamples * _chunk;

    /// <summary>Begins another call in a lane.</summary>
    public void Reset(int lane)
    {
        _banks[lane].Reset();
        _history[lane] = null;
        _encoder.Reset(lane);
        _projectorLanes.Reset(lane);
    }

    /// <summary>Adds one tick to each of some calls.</summary>
    /// <param name="lanes">Calls, each once.</param>
    /// <param name="samples">A tick of each, 16 kHz mono, −1 … 1.</param>
    /// <returns>A row of each call that has one by now.</returns>
    public IReadOnlyList<HeardRow> Step(ReadOnlySpan<int> lanes, IReadOnlyList<ReadOnlyMemory<float>> samples)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var width = _features.Stacking.RowWidth;
        var rows = new float[lanes.Length * _chunk * width];
        var ready = new List<int>();
        for (var i = 0; i < lanes.Length; i++)
        {
            WriteRows(lanes[i], samples[i].Span, rows.AsSpan(i * _chunk * width, _chunk * width));
            if (_encoder.IsReady(lanes[i]))
            {
                ready.Add(i);
            }
        }

        var encoded = _encoder.Step(lanes, tensor(rows, [lanes.Length, _chunk, width])); // [n, chunk, d_enc]
        if (ready.Count == 0)
        {
            return [];
        }

        var chosen = encoded.index_select(0, tensor([.. ready.Select(i => (long)i)]));
        return Project([.. ready.Select(LaneOf(lanes.ToArray()))], chosen);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _encoder.Dispose();
        _projectorLanes.Dispose();
        _directions.Dispose();
    }

    private static Func<int, int> LaneOf(int[] lanes) => place => lanes[place];

    private HeardRow[] Project(int[] lanes, Tensor encoded)
    {
        var z = _projectorLanes.Step(lanes, encoded).select(1, 0);   // [n, d]
        var logits = _projector.HearAlong(z, _directions);          // [n, V]
        var embeddings = InputProjector.Rows(logits, _embeddings).data<float>().ToArray();
        var (probabilities, units) = nn.functional.softmax(logits, -1).max(-1);
        var (likely, best) = (probabilities.data<float>().ToArray(), units.data<long>().ToArray());
        var d = embeddings.Length / lanes.Length;
        return [.. lanes.Select((lane, i) => new HeardRow(lane, embeddings[(i * d)..((i + 1) * d)], (int)best[i], likely[i]))];
    }

    private void WriteRows(int lane, ReadOnlySpan<float> samples, Span<float> rows)
    {
        var (bands, reach) = (_features.Bank.Bands, (_features.Stacking.Frames - 1) / 2);
        var fresh = new float[_chunk * _features.Stacking.Step * bands];
        if (samples.Length != TickSamples || _banks[lane].Append(samples, fresh) * bands != fresh.Length)
        {
            throw new ArgumentException($"{samples.Length} samples are not a tick of {TickSamples}", nameof(samples));
        }

        _features.Normalise(fresh);
        var history = _history[lane] ?? Repeated(fresh.AsSpan(0, bands), reach);
        float[] frames = [.. history, .. fresh];
        for (var row = 0; row < _chunk; row++)
        {
            frames.AsSpan(row * _features.Stacking.Step * bands, _features.Stacking.RowWidth)
                .CopyTo(rows[(row * _features.Stacking.RowWidth)..]);
        }

        _history[lane] = frames[^(reach * bands)..];
    }

    private static float[] Repeated(ReadOnlySpan<float> frame, int count)
    {
        var repeated = new float[count * frame.Length];
        for (var i = 0; i < count; i++)
        {
            frame.CopyTo(repeated.AsSpan(i * frame.Length));
        }

        return repeated;
    }
}
