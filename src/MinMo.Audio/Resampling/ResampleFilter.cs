namespace MinMo.Audio.Resampling;

/// <summary>The low-pass filter of a <see cref="Resampler"/>: a sinc under a window.</summary>
public sealed record ResampleFilter
{
    private ResampleFilter(int zeroCrossings, double rolloff, double? kaiserBeta)
    {
        ZeroCrossings = zeroCrossings;
        Rolloff = rolloff;
        KaiserBeta = kaiserBeta;
    }

    /// <summary>For everything that people hear: a Kaiser window. Flat within 0.1 dB up to 0.85 of the narrower
    /// band, at least 60 dB down from the edge of that band on; a look-ahead of 28.1 samples at the lower rate
    /// (3.5 ms at 8 kHz).</summary>
    public static ResampleFilter Speech { get; } = new(zeroCrossings: 26, rolloff: 0.925, kaiserBeta: 6.6);

    /// <summary>What models were trained behind: the defaults of torchaudio's <c>transforms.Resample</c> (Hann,
    /// 6 zero crossings, roll-off 0.99). Short, but the stop band begins far beyond the edge: use it for model
    /// features only.</summary>
    public static ResampleFilter Torchaudio { get; } = new(zeroCrossings: 6, rolloff: 0.99, kaiserBeta: null);

    /// <summary>Zero crossings of the sinc on each side of its centre.</summary>
    public int ZeroCrossings { get; }

    /// <summary>Cut-off as a share of the narrower of the two bands.</summary>
    public double Rolloff { get; }

    /// <summary>Shape of the Kaiser window; null: a Hann window.</summary>
    public double? KaiserBeta { get; }

    /// <summary>The window at <paramref name="place"/>, 0 at the centre, 1 and beyond outside.</summary>
    internal double Window(double place)
    {
        if (Math.Abs(place) >= 1)
        {
            return 0;
        }

        if (KaiserBeta is { } beta)
        {
            return Bessel(beta * Math.Sqrt(1 - (place * place))) / Bessel(beta);
        }

        double cosine = Math.Cos(Math.PI * place / 2);
        return cosine * cosine;
    }

    /// <summary>Modified Bessel function of the first kind, order 0, by its power series.</summary>
    private static double Bessel(double x)
    {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++)
        {
            term *= x / 2 / k * (x / 2 / k);
            sum += term;
        }

        return sum;
    }
}
