namespace MinMo.Audio.Telephony;

/// <summary>0 to 4 kHz in six bits: the predictor and the step learn from the four upper ones alone.</summary>
/// <remarks>ITU-T G.722, tables 14 to 18.</remarks>
internal sealed class G722LowBand
{
    private const int Levels = 30;

    private readonly AdaptivePredictor _predictor = new();
    private readonly AdaptiveStep _step = new(initial: 32, largestLog: 18_432, shift: 8);

    private static ReadOnlySpan<short> Thresholds =>
    [
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650,
        714, 786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919,
    ];

    private static ReadOnlySpan<short> Weights => [-60, -30, 58, 172, 334, 538, 1198, 3042];

    private static ReadOnlySpan<byte> WeightOfCode => [0, 7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1, 0];

    private static ReadOnlySpan<short> Fourteen =>
    [
        0, -20_456, -12_896, -8968, -6288, -4240, -2584, -1200, 20_456, 12_896, 8968, 6288, 4240, 2584, 1200, 0,
    ];

    private static ReadOnlySpan<short> Sixty =>
    [
        -136, -136, -136, -136, -24_808, -21_904, -19_008, -16_704, -14_984, -13_512, -12_280, -11_192, -10_232, -9360, -8576, -7856,
        -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
        24_808, 21_904, 19_008, 16_704, 14_984, 13_512, 12_280, 11_192, 10_232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
    ];

    /// <returns>The sample, 15 bits.</returns>
    public int Decode(int code)
    {
        var sample = Math.Clamp(_predictor.Estimate + ((_step.Size * Sixty[code]) >> 15), -16_384, 16_383);
        Learn(code);
        return sample;
    }

    /// <returns>The code, six bits.</returns>
    public int Encode(int sample)
    {
        var error = G722.Saturate(sample - _predictor.Estimate);
        var code = CodeOf(error < 0 ? -(error + 1) : error, error < 0);
        Learn(code);
        return code;
    }

    private int CodeOf(int magnitude, bool isNegative)
    {
        var level = 1;
        while (level < Levels && magnitude >= (Thresholds[level] * _step.Size) >> 12)
        {
            level++;
        }

        // Codes fall with the magnitude, but for the two smallest negative ones.
        return !isNegative ? 62 - level : level < 3 ? 64 - level : 34 - level;
    }

    private void Learn(int code)
    {
        var coarse = code >> 2;
        _predictor.Update((_step.Size * Fourteen[coarse]) >> 15);
        _step.Adapt(Weights[WeightOfCode[coarse]]);
    }
}
