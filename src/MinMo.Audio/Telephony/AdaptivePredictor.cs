namespace MinMo.Audio.Telephony;

/// <summary>Foretells the next value of a band from two poles and six zeros, which follow the signal.</summary>
/// <remarks>ITU-T G.722, sections 3.6 and 4.5 (block 4 of the detailed description, section 6.2.1.4).</remarks>
internal sealed class AdaptivePredictor
{
    private const int Zeros = 6;

    private readonly int[] _differences = new int[Zeros]; // the newest in front
    private readonly int[] _zeros = new int[Zeros];
    private int _zeroPart;
    private (int First, int Second) _poles;
    private (int First, int Second) _reconstructed;
    private (int First, int Second) _partial;

    /// <summary>The value foretold, 16 bits.</summary>
    public int Estimate { get; private set; }

    /// <summary>Learns by how much the estimate was wrong, after quantization.</summary>
    public void Update(int difference)
    {
        var reconstructed = G722.Saturate(Estimate + difference); // RECONS
        var partial = G722.Saturate(_zeroPart + difference);      // PARREC
        UpdatePoles(partial);
        UpdateZeros(difference);
        _partial = (partial, _partial.First);
        _reconstructed = (reconstructed, _reconstructed.First);
        _differences.AsSpan(0, Zeros - 1).CopyTo(_differences.AsSpan(1));
        _differences[0] = difference;
        _zeroPart = ZeroPart();
        Estimate = G722.Saturate(PolePart() + _zeroPart);         // PREDIC
    }

    // UPPOL2 and UPPOL1.
    private void UpdatePoles(int partial)
    {
        var (sameAsLast, sameAsBefore) = (SameSign(partial, _partial.First), SameSign(partial, _partial.Second));
        var lean = G722.Saturate(_poles.First << 2);
        lean = Math.Min(sameAsLast ? -lean : lean, short.MaxValue);
        var second = (lean >> 7) + (sameAsBefore ? 128 : -128) + ((_poles.Second * 32_512) >> 15);
        second = Math.Clamp(second, -12_288, 12_288);
        var first = G722.Saturate((sameAsLast ? 192 : -192) + ((_poles.First * 32_640) >> 15));
        var bound = G722.Saturate(15_360 - second); // keeps the filter stable
        _poles = (Math.Clamp(first, -bound, bound), second);
    }

    // UPZERO.
    private void UpdateZeros(int difference)
    {
        var step = difference == 0 ? 0 : 128;
        for (var i = 0; i < Zeros; i++)
        {
            _zeros[i] = G722.Saturate((SameSign(difference, _differences[i]) ? step : -step) + ((_zeros[i] * 32_640) >> 15));
        }
    }

    // FILTEP.
    private int PolePart() => G722.Saturate(
        ((_poles.First * G722.Saturate(2 * _reconstructed.First)) >> 15)
        + ((_poles.Second * G722.Saturate(2 * _reconstructed.Second)) >> 15));

    // FILTEZ.
    private int ZeroPart()
    {
        var sum = 0;
        for (var i = 0; i < Zeros; i++)
        {
            sum += (_zeros[i] * G722.Saturate(2 * _differences[i])) >> 15;
        }

        return G722.Saturate(sum);
    }

    private static bool SameSign(int one, int other) => (one ^ other) >= 0;
}
