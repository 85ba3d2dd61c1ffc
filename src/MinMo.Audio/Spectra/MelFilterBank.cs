using System.Numerics;

namespace MinMo.Audio.Spectra;

/// <summary>Triangles on a mel scale, as sparse rows: each band touches only a few bins.</summary>
public sealed class MelFilterBank
{
    private const double LinearHzPerMel = 200.0 / 3.0;
    private const double BreakHz = 1000;
    private const double BreakMel = BreakHz / LinearHzPerMel;

    // The scale is logarithmic above the break: 27 mel for a factor of 6.4.
    private static readonly double LogStep = Math.Log(6.4) / 27.0;

    private readonly Band[] _bands;
    private readonly int _bins;

    /// <summary>Computes area-normalised triangles on Slaney's scale.</summary>
    public MelFilterBank(LogMelSettings settings)
    {
        _bins = (settings.FrameSamples / 2) + 1;
        var lowestMel = MelOf(settings.LowestHz);
        var range = MelOf(settings.HighestHz ?? (settings.RateHz / 2.0)) - lowestMel;
        double EdgeHz(int point) => HzOf(lowestMel + (range * point / (settings.Bands + 1)));
        _bands = [.. Enumerable.Range(0, settings.Bands)
            .Select(band => Triangle(EdgeHz(band), EdgeHz(band + 1), EdgeHz(band + 2), settings))];
    }

    /// <summary>Computes Kaldi's triangles: of height one, straight on the mel scale itself, without the bin of half the rate.</summary>
    public MelFilterBank(FilterBankSettings settings, int transformLength)
    {
        _bins = (transformLength / 2) + 1;
        double BinMel(int bin) => KaldiMelOf((double)bin * settings.RateHz / transformLength);
        var lowest = KaldiMelOf(FilterBankSettings.LowestHz);
        var width = (KaldiMelOf(settings.RateHz / 2.0) - lowest) / (settings.Bands + 1);
        _bands = [.. Enumerable.Range(0, settings.Bands).Select(band => Sparse(transformLength / 2, bin =>
        {
            var place = ((BinMel(bin) - lowest) / width) - band; // 0 at the lower edge, 1 at the centre, 2 at the upper edge
            return Math.Max(0, Math.Min(place, 2 - place));
        }))];
    }

    /// <summary>Number of triangles.</summary>
    public int Bands => _bands.Length;

    /// <summary>The triangles as rows of a matrix, <c>[bands, bins]</c>, for callers that weigh many spectra at once.</summary>
    public float[] ToMatrix()
    {
        var matrix = new float[_bands.Length * _bins];
        for (var band = 0; band < _bands.Length; band++)
        {
            for (var i = 0; i < _bands[band].Weights.Length; i++)
            {
                matrix[(band * _bins) + _bands[band].FirstBin + i] = (float)_bands[band].Weights[i];
            }
        }

        return matrix;
    }

    /// <summary>Weighs a power spectrum.</summary>
    /// <param name="power">[bins], one signal per lane.</param>
    /// <param name="mel">[bands].</param>
    public void Apply(ReadOnlySpan<Vector<double>> power, Span<Vector<double>> mel)
    {
        for (var band = 0; band < _bands.Length; band++)
        {
            var sum = Vector<double>.Zero;
            var weights = _bands[band].Weights;
            for (var i = 0; i < weights.Length; i++)
            {
                sum += power[_bands[band].FirstBin + i] * weights[i];
            }

            mel[band] = sum;
        }
    }

    private static Band Triangle(double low, double centre, double high, LogMelSettings settings)
    {
        double Weight(int bin)
        {
            var hz = (double)bin * settings.RateHz / settings.FrameSamples;
            var height = Math.Min((hz - low) / (centre - low), (high - hz) / (high - centre));
            // The published tables are stored as float32.
            return (float)(Math.Max(0, height) * 2 / (high - low));
        }

        return Sparse((settings.FrameSamples / 2) + 1, Weight);
    }

    private static Band Sparse(int binCount, Func<int, double> weight)
    {
        var bins = Enumerable.Range(0, binCount).Where(bin => weight(bin) > 0).ToArray();
        return bins.Length == 0 ? new Band(0, []) : new Band(bins[0], [.. bins.Select(weight)]);
    }

    private static double KaldiMelOf(double hz) => 1127 * Math.Log(1 + (hz / 700));

    private static double MelOf(double hz)
        => hz < BreakHz ? hz / LinearHzPerMel : BreakMel + (Math.Log(hz / BreakHz) / LogStep);

    private static double HzOf(double mel)
        => mel < BreakMel ? mel * LinearHzPerMel : BreakHz * Math.Exp((mel - BreakMel) * LogStep);

    private sealed record Band(int FirstBin, double[] Weights);
}
