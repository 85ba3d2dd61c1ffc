namespace MinMo.Models.SileroVad;

/// <summary>What the detector remembers of one audio stream: the LSTM state, the last samples of the chunk before
/// and the samples that do not fill a chunk yet. Not safe for concurrent use.</summary>
public sealed class SileroVadStream
{
    internal const int StateSize = 128;

    private const float QuietProbability = 0.1f;
    private const int QuietChunks = 5;

    // 2 s of 32 ms chunks, rounded up.
    private const int ChunksBetweenResets = 63;

    private readonly float[] _input;
    private readonly float[] _hidden = new float[2 * StateSize];
    private int _chunksSinceReset;
    private int _quietRun;

    /// <param name="sampleRate">16 000 or 8 000 Hz.</param>
    /// <exception cref="ArgumentOutOfRangeException">Any other rate: the graph would silently run its 8 kHz
    /// network.</exception>
    public SileroVadStream(int sampleRate)
    {
        if (sampleRate is not (16_000 or 8_000))
        {
            throw new ArgumentOutOfRangeException(
                nameof(sampleRate), sampleRate, "The detector hears 16 000 or 8 000 Hz; resample first.");
        }

        SampleRate = sampleRate;
        ChunkSamples = sampleRate * 32 / 1000;
        ContextSamples = ChunkSamples / 8;
        _input = new float[ContextSamples + ChunkSamples];
    }

    /// <summary>16 000 or 8 000 Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Samples of a chunk, 32 ms: 512 or 256.</summary>
    public int ChunkSamples { get; }

    /// <summary>Samples of the chunk before that go in front of a chunk: 64 or 32.</summary>
    public int ContextSamples { get; }

    /// <summary>Samples that wait for a chunk to be filled.</summary>
    public int Pending { get; private set; }

    /// <summary>A whole chunk waits to be judged; nothing more is accepted until it is.</summary>
    public bool ChunkReady => Pending == ChunkSamples;

    /// <summary>The context that the next chunk will see.</summary>
    public ReadOnlySpan<float> Context => _input.AsSpan(0, ContextSamples);

    /// <summary>The LSTM's h, then its c, 128 values each.</summary>
    public ReadOnlySpan<float> State => _hidden;

    internal ReadOnlySpan<float> Input => _input;

    /// <summary>How many chunks would be complete after <paramref name="samples"/> more samples.</summary>
    public int ChunksAfter(int samples) => (Pending + samples) / ChunkSamples;

    /// <summary>Takes samples until the chunk is full.</summary>
    /// <param name="samples">In [-1, 1].</param>
    /// <returns>How many were taken; the rest must be offered again after the chunk was judged.</returns>
    public int Accept(ReadOnlySpan<float> samples)
    {
        var taken = Math.Min(samples.Length, ChunkSamples - Pending);
        samples[..taken].CopyTo(_input.AsSpan(ContextSamples + Pending));
        Pending += taken;
        return taken;
    }

    /// <summary>Clears state and context, as for a new stream; pending samples stay.</summary>
    public void Reset()
    {
        Array.Clear(_hidden);
        _input.AsSpan(0, ContextSamples).Clear();
        _chunksSinceReset = 0;
    }

    /// <summary>Clears the state if it may be stale: 2 s after the last time, while nobody speaks and the last five
    /// chunks were below 0.1. Long music or noise can otherwise make the state under-report the speech that
    /// follows. Call it between chunks.</summary>
    /// <param name="speaking">The segmenter is inside a segment of speech.</param>
    /// <returns>Whether it was cleared.</returns>
    public bool ResetIfIdle(bool speaking)
    {
        if (speaking || _quietRun < QuietChunks || _chunksSinceReset < ChunksBetweenResets)
        {
            return false;
        }

        Reset();
        return true;
    }

    internal void Advance(float probability, ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell)
    {
        hidden.CopyTo(_hidden);
        cell.CopyTo(_hidden.AsSpan(StateSize));
        _input.AsSpan(ChunkSamples).CopyTo(_input);
        Pending = 0;
        _chunksSinceReset++;
        _quietRun = probability < QuietProbability ? _quietRun + 1 : 0;
    }
}
