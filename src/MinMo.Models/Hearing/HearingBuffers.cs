using MinMo.Models.OnnxSessions;

namespace MinMo.Models.Hearing;

/// <summary>What goes into <see cref="HearingGraph"/> and comes out beside the layers' caches: the new rows, and for each
/// lane the rows under the two convolutions.</summary>
internal sealed class HearingBuffers
{
    private readonly HearingSizes _sizes;
    private readonly int _lanes;
    private readonly float[] _rows;
    private readonly float[] _ahead;
    private readonly float[] _before;
    private readonly float[] _embedded;
    private readonly float[] _encoded;
    private readonly float[] _embeddings;
    private readonly long[] _units;
    private readonly float[] _probabilities;

    public HearingBuffers(HearingSizes sizes, int lanes)
    {
        (_sizes, _lanes) = (sizes, lanes);
        var (encoder, d) = (sizes.Encoder, sizes.Projector.Width);
        Lanes = GC.AllocateArray<long>(lanes, pinned: true);
        _rows = Reserve(lanes * encoder.ChunkRows * encoder.RowWidth);
        _ahead = Reserve(lanes * encoder.LookAheadRows * encoder.Width);
        _before = Reserve(lanes * encoder.Width);
        _embedded = Reserve(lanes * encoder.ChunkRows * encoder.Width);
        _encoded = Reserve(lanes * encoder.ChunkRows * encoder.Width);
        _embeddings = Reserve(lanes * d);
        _units = GC.AllocateArray<long>(lanes, pinned: true);
        _probabilities = Reserve(lanes);

        static float[] Reserve(int elements) => GC.AllocateArray<float>(elements, pinned: true);
    }

    /// <summary>Which lanes step.</summary>
    public long[] Lanes { get; }

    private int ChunkElements => _sizes.Encoder.ChunkRows * _sizes.Encoder.Width;

    /// <summary>The new rows of a stream of the step, <c>[c, row width]</c>.</summary>
    public Span<float> RowsOf(int place) => Part(_rows, place, _sizes.Encoder.ChunkRows * _sizes.Encoder.RowWidth);

    /// <summary>Begins another stream in a lane.</summary>
    public void Reset(int lane)
    {
        Part(_ahead, lane, _sizes.Encoder.LookAheadRows * _sizes.Encoder.Width).Clear();
        Part(_before, lane, _sizes.Encoder.Width).Clear();
    }

    /// <summary>Binds everything for so many streams.</summary>
    public void Bind(GraphWindow window, int streams)
    {
        var (encoder, d) = (_sizes.Encoder, _sizes.Projector.Width);
        window.Input(HearingGraph.Lanes, Lanes, streams);
        window.Input(HearingGraph.Rows, _rows, streams, encoder.ChunkRows, encoder.RowWidth);
        window.Input(HearingGraph.Ahead, _ahead, _lanes, encoder.LookAheadRows, encoder.Width);
        window.Input(HearingGraph.Before, _before, _lanes, 1, encoder.Width);
        window.Output(HearingGraph.Embedded, _embedded, streams * encoder.ChunkRows, encoder.Width);
        window.Output(HearingGraph.Encoded, _encoded, streams * encoder.ChunkRows, encoder.Width);
        window.Output(HearingGraph.Embedding, _embeddings, streams, d);
        window.Output(HearingGraph.Unit, _units, streams);
        window.Output(HearingGraph.Probability, _probabilities, streams);
    }

    /// <summary>Keeps a stream's new embedded rows under the look-ahead.</summary>
    public void KeepEmbedded(int lane, int place)
    {
        var ahead = Part(_ahead, lane, _sizes.Encoder.LookAheadRows * _sizes.Encoder.Width);
        ahead[ChunkElements..].CopyTo(ahead);
        Part(_embedded, place, ChunkElements).CopyTo(ahead[^ChunkElements..]);
    }

    /// <summary>Keeps a stream's last encoded row under the projector's convolution.</summary>
    public void KeepEncoded(int lane, int place)
        => Part(_encoded, place, ChunkElements)[^_sizes.Encoder.Width..].CopyTo(Part(_before, lane, _sizes.Encoder.Width));

    /// <summary>What a stream's tick became.</summary>
    public HeardRow Heard(int lane, int place)
        => new(lane, Part(_embeddings, place, _sizes.Projector.Width).ToArray(), (int)_units[place], _probabilities[place]);

    private static Span<float> Part(float[] array, int index, int length) => array.AsSpan(index * length, length);
}
