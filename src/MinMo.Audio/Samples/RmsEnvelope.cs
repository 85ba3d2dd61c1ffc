namespace MinMo.Audio.Samples;

/// <summary>The outline of a stream: one RMS value for every bin of equal length, whatever the chunks it comes in.
/// One stream, one thread; no allocation after construction.</summary>
public sealed class RmsEnvelope
{
    private double _squares;
    private int _seen;

    /// <summary>Starts an empty outline.</summary>
    /// <param name="binSamples">Length of a bin in samples, at least 1; 10 ms is usual.</param>
    public RmsEnvelope(int binSamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(binSamples, 1);
        BinSamples = binSamples;
    }

    /// <summary>Length of a bin in samples.</summary>
    public int BinSamples { get; }

    /// <summary>The most values that <see cref="Push"/> gives for this many samples.</summary>
    public int MaxBins(int samples) => (samples + BinSamples - 1) / BinSamples;

    /// <summary>Takes a chunk of any size.</summary>
    /// <param name="samples">In [-1, 1].</param>
    /// <param name="bins">Room for <see cref="MaxBins"/> linear RMS values.</param>
    /// <returns>How many bins this chunk completed.</returns>
    /// <exception cref="ArgumentException">There is too little room; nothing was taken.</exception>
    public int Push(ReadOnlySpan<float> samples, Span<float> bins)
    {
        if (bins.Length < MaxBins(samples.Length))
        {
            throw new ArgumentException($"{samples.Length} samples need room for {MaxBins(samples.Length)} bins, not {bins.Length}", nameof(bins));
        }

        int written = 0;
        foreach (float sample in samples)
        {
            _squares += (double)sample * sample;
            if (++_seen == BinSamples)
            {
                bins[written++] = (float)Math.Sqrt(_squares / BinSamples);
                _squares = 0;
                _seen = 0;
            }
        }

        return written;
    }
}
