namespace MinMo.Audio.Telephony;

/// <summary>The 24-tap filter that splits a signal into two bands of half the rate, and joins them.</summary>
/// <remarks>ITU-T G.722, table 11.</remarks>
internal sealed class QuadratureMirrorFilter
{
    private const int Taps = 24;

    private readonly int[] _history = new int[Taps];

    // The impulse response is symmetric: these are its even taps, and its odd taps backwards.
    private static ReadOnlySpan<short> Coefficients => [3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11];

    /// <summary>Takes two values in.</summary>
    /// <returns>The sums over the values that stand at odd and at even places, counted from the newest.</returns>
    public (int Odd, int Even) Apply(int first, int second)
    {
        _history.AsSpan(2).CopyTo(_history);
        (_history[^2], _history[^1]) = (first, second);
        var (odd, even) = (0, 0);
        for (var i = 0; i < Coefficients.Length; i++)
        {
            odd += _history[2 * i] * Coefficients[i];
            even += _history[(2 * i) + 1] * Coefficients[^(i + 1)];
        }

        return (odd, even);
    }
}
