namespace MinMo.Models.Language;

/// <summary>What a run of the graph reads besides weights and caches, in pinned memory that is used again.</summary>
internal sealed class OnnxRunInputs(DecoderConfiguration configuration)
{
    private int _lanes;
    private int _width;

    /// <summary><c>[lanes, width, d]</c>.</summary>
    public float[] EmbeddingBuffer { get; private set; } = [];

    /// <summary>Index of each lane's last position.</summary>
    public int[] LastPositions { get; private set; } = [];

    /// <summary>One number: positions of the longest lane.</summary>
    public int[] LongestLane { get; } = GC.AllocateArray<int>(1, pinned: true);

    /// <summary>Indices into lanes x width.</summary>
    public long[] LogitPositions { get; private set; } = [];

    /// <summary>How many of <see cref="LogitPositions"/> count.</summary>
    public int LogitCount { get; private set; }

    public void Begin(int lanes, int width)
    {
        (_lanes, _width, LogitCount, LongestLane[0]) = (lanes, width, 0, 0);
        EmbeddingBuffer = Grown(EmbeddingBuffer, lanes * width * configuration.HiddenSize);
        LastPositions = Grown(LastPositions, lanes);
        LogitPositions = Grown(LogitPositions, lanes * width);
        EmbeddingBuffer.AsSpan(0, lanes * width * configuration.HiddenSize).Clear();
    }

    /// <summary>Says how many positions stand in front of a lane's new ones.</summary>
    public void SetPast(int lane, int past)
    {
        LastPositions[lane] = past + _width - 1;
        LongestLane[0] = Math.Max(LongestLane[0], past + _width);
    }

    /// <summary>The embeddings of a lane's new positions, to be filled.</summary>
    public Span<float> Embeddings(int lane)
        => EmbeddingBuffer.AsSpan(lane * _width * configuration.HiddenSize, _width * configuration.HiddenSize);

    /// <summary>Asks for the logits of a lane's last <paramref name="count"/> positions.</summary>
    public void AddLogits(int lane, int count)
    {
        for (var i = _width - count; i < _width; i++)
        {
            LogitPositions[LogitCount++] = (lane * _width) + i;
        }
    }

    public long[] EmbeddingShape => [_lanes, _width, configuration.HiddenSize];

    private static T[] Grown<T>(T[] buffer, int length)
        => buffer.Length >= length ? buffer : GC.AllocateUninitializedArray<T>(length, pinned: true);
}
