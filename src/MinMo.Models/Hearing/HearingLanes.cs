using Microsoft.ML.OnnxRuntime;
using MinMo.Models.Checkpoints;
using MinMo.Models.InputProjection;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;
using MinMo.Models.SpeechEncoder;

namespace MinMo.Models.Hearing;

/// <summary>
/// The ear of several calls at once: 16 kHz samples in, one row for the language model for every tick of 80 ms out. Encoder
/// and projector are one graph of ONNX Runtime, on the CPU.
/// </summary>
/// <remarks>A row comes as many ticks later as the encoder looks ahead: 2 with <c>nano-en</c>. Not safe for use by several
/// threads.</remarks>
public sealed class HearingLanes : IDisposable
{
    private readonly HearingSizes _sizes;
    private readonly SpeechFeatures _features;
    private readonly TickRows[] _streams;
    private readonly int[] _received; // encoder rows of each stream
    private readonly SanmSteps _encoder;
    private readonly SanmSteps _projector;
    private readonly HearingBuffers _buffers;
    private readonly GraphWindows _graph;

    private HearingLanes(HearingSizes sizes, int lanes, InferenceSession session)
    {
        _sizes = sizes;
        _features = new SpeechFeatures(sizes.Encoder);
        _streams = [.. Enumerable.Range(0, lanes).Select(_ => new TickRows(_features, sizes.Encoder.ChunkRows))];
        _received = new int[lanes];
        _encoder = new SanmSteps(sizes.EncoderStack, lanes, (lanes * sizes.Encoder.ChunkRows, sizes.Encoder.ChunkRows));
        _projector = new SanmSteps(sizes.ProjectorStack, lanes, (lanes * sizes.RowsOfTick, sizes.RowsOfTick));
        _buffers = new HearingBuffers(sizes, lanes);
        _graph = new GraphWindows(session, Bind);
    }

    /// <summary>Samples of a tick.</summary>
    public int TickSamples => _features.RowSamples * _sizes.Encoder.ChunkRows;

    /// <summary>What is reserved for each stream, in bytes.</summary>
    public long BytesOfLane => _sizes.BytesOfLane;

    /// <summary>Sizes of the encoder.</summary>
    public SpeechEncoderConfiguration Encoder => _sizes.Encoder;

    /// <summary>Sizes of the projector.</summary>
    public InputProjectorConfiguration Projector => _sizes.Projector;

    /// <summary>Opens the ear and reserves the state.</summary>
    /// <param name="parts">Where they are: encoder and projector as <see cref="ModuleFolder"/> has written them, and the language
    /// model, for its embeddings E.</param>
    /// <param name="graph">Where the graph is kept, and how its matrices are; made if it is not there.</param>
    /// <param name="lanes">Streams.</param>
    /// <param name="settings">Threads; null for one.</param>
    /// <exception cref="CheckpointFormatException">The weights do not fit the sizes.</exception>
    /// <exception cref="ArgumentException">The parts do not fit together.</exception>
    /// <exception cref="IOException">A file is missing or cannot be written.</exception>
    public static HearingLanes Open(
        HearingParts parts, (GraphFolder Folder, WeightPrecision Precision) graph, int lanes, OnnxSessionSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var sizes = new HearingSizes(
            ModuleFolder.Configuration<SpeechEncoderConfiguration>(parts.EncoderFolder),
            ModuleFolder.Configuration<InputProjectorConfiguration>(parts.ProjectorFolder));
        using var language = Checkpoint.Open(parts.LanguageModelFolder);
        language.Require(DecoderFolder.EmbeddingName, [sizes.Projector.VocabularySize, sizes.Projector.Width]);
        graph.Folder.EnsureWritten(path =>
        {
            using var encoder = ModuleFolder.Open(parts.EncoderFolder);
            using var projector = ModuleFolder.Open(parts.ProjectorFolder);
            HearingGraph.Write(
                encoder, projector, language.ReadFloat32(DecoderFolder.EmbeddingName), (sizes, graph.Precision), path);
        });
        return (settings ?? new OnnxSessionSettings()).Open(
            graph.Folder.GraphFile, session => new HearingLanes(sizes, lanes, session));
    }

    /// <summary>Begins another call in a lane.</summary>
    public void Reset(int lane)
    {
        _streams[lane].Reset();
        _received[lane] = 0;
        _encoder.Reset(lane);
        _projector.Reset(lane);
        _buffers.Reset(lane);
    }

    /// <summary>Adds one tick to each of some calls. A step that failed can be run again, with the same ticks.</summary>
    /// <param name="lanes">Calls, each once.</param>
    /// <param name="samples">A tick of each, 16 kHz mono, −1 … 1.</param>
    /// <returns>A row of each call that has one by now.</returns>
    /// <exception cref="ArgumentException">The samples are not one tick.</exception>
    public IReadOnlyList<HeardRow> Step(ReadOnlySpan<int> lanes, IReadOnlyList<ReadOnlyMemory<float>> samples)
    {
        Check(samples);
        for (var place = 0; place < lanes.Length; place++)
        {
            _streams[lanes[place]].Write(samples[place].Span, _buffers.RowsOf(place));
            _buffers.Lanes[place] = lanes[place];
        }

        _encoder.WriteMasks(lanes, _sizes.Encoder.ChunkRows);
        _projector.WriteMasks(lanes, _sizes.RowsOfTick);
        _graph.Run(lanes.Length, _sizes.Encoder.ChunkRows);
        var heard = new List<HeardRow>(lanes.Length);
        for (var place = 0; place < lanes.Length; place++)
        {
            if (Keep(lanes[place], place))
            {
                heard.Add(_buffers.Heard(lanes[place], place));
            }
        }

        return heard;
    }

    /// <inheritdoc/>
    public void Dispose() => _graph.Dispose();

    private void Check(IReadOnlyList<ReadOnlyMemory<float>> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        foreach (var tick in samples)
        {
            if (tick.Length != TickSamples)
            {
                throw new ArgumentException($"{tick.Length} samples are not a tick of {TickSamples}", nameof(samples));
            }
        }
    }

    // What a stream that is not ready gave out stands before its begin: nothing of it is kept.
    private bool Keep(int lane, int place)
    {
        var ready = _received[lane] >= _sizes.Encoder.LookAheadRows;
        if (ready)
        {
            _encoder.Keep(lane, place, _sizes.Encoder.ChunkRows);
            _projector.Keep(lane, place, _sizes.RowsOfTick);
            _buffers.KeepEncoded(lane, place);
        }

        _streams[lane].Take();
        _received[lane] += _sizes.Encoder.ChunkRows;
        _buffers.KeepEmbedded(lane, place);
        return ready;
    }

    private void Bind(GraphWindow window, int streams, int rows)
    {
        _buffers.Bind(window, streams);
        _encoder.Bind(window, streams, _sizes.Encoder.ChunkRows);
        _projector.Bind(window, streams, _sizes.RowsOfTick);
    }
}
