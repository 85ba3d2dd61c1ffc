using System.Collections.Concurrent;

namespace MinMo.Audio.Resampling;

/// <summary>The filter cut into its phases: one short row of taps for every place an output sample can have between
/// two input samples. Immutable and shared by all streams of the same ratio.</summary>
internal sealed class ResampleKernel
{
    private const int LargestTable = 1 << 24;
    private const int CachedKernels = 64;
    private const int LargestCachedTable = 1 << 17;

    private static readonly ConcurrentDictionary<(int From, int To, ResampleFilter Filter), ResampleKernel> Cache = new();

    private readonly float[] _taps;

    private ResampleKernel(int from, int to, ResampleFilter filter)
    {
        Phases = to;
        double scale = Math.Min(1.0, (double)to / from) * filter.Rolloff;
        Reach = (int)Math.Ceiling(filter.ZeroCrossings / scale);
        long taps = ((2L * Reach) + TapMultiple - 1) / TapMultiple * TapMultiple;
        if (taps * to > LargestTable)
        {
            throw new ArgumentOutOfRangeException(nameof(from), $"{from}:{to} needs {taps * to} filter taps, the "
                + $"limit is {LargestTable}; go through a rate in between");
        }

        Taps = (int)taps;
        _taps = new float[taps * to];
        for (int phase = 0; phase < to; phase++)
        {
            Fill(_taps.AsSpan(phase * Taps, Taps), (double)phase / to, scale, filter);
        }
    }

    /// <summary>Rows are padded at their old end to a multiple of this, so that the dot product has no rest.</summary>
    public const int TapMultiple = 16;

    /// <summary>How many places between two input samples there are.</summary>
    public int Phases { get; }

    /// <summary>Taps of one row; the last stands <see cref="Reach"/> samples after the output's place.</summary>
    public int Taps { get; }

    /// <summary>Input samples needed after the place of an output sample.</summary>
    public int Reach { get; }

    public ReadOnlySpan<float> Row(int phase) => _taps.AsSpan(phase * Taps, Taps);

    /// <param name="from">Input samples, divided by the common divisor of both rates.</param>
    /// <param name="to">Output samples in the time of <paramref name="from"/> input samples.</param>
    /// <param name="filter">The filter to cut.</param>
    public static ResampleKernel Get(int from, int to, ResampleFilter filter)
    {
        if (Cache.TryGetValue((from, to, filter), out var cached))
        {
            return cached;
        }

        var kernel = new ResampleKernel(from, to, filter);

        // Odd rates come from files of strangers: they must not fill the memory.
        if (kernel._taps.Length <= LargestCachedTable && Cache.Count < CachedKernels)
        {
            Cache.TryAdd((from, to, filter), kernel);
        }

        return kernel;
    }

    private void Fill(Span<float> row, double place, double scale, ResampleFilter filter)
    {
        Span<double> taps = row.Length <= 1024 ? stackalloc double[row.Length] : new double[row.Length];
        double sum = 0;
        for (int i = 0; i < taps.Length; i++)
        {
            double x = (Reach - (taps.Length - 1 - i) - place) * scale; // in zero crossings from the centre
            double sinc = x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
            taps[i] = scale * sinc * filter.Window(x / filter.ZeroCrossings);
            sum += taps[i];
        }

        // Equal gain for every phase: without it a constant comes out with a faint tone. The reference has that tone.
        double gain = filter.KaiserBeta is null ? 1 : 1 / sum;
        for (int i = 0; i < taps.Length; i++)
        {
            row[i] = (float)(taps[i] * gain);
        }
    }
}
