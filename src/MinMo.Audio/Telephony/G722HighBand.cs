namespace MinMo.Audio.Telephony;

/// <summary>4 to 8 kHz in two bits.</summary>
/// <remarks>ITU-T G.722, tables 16, 19 and 20.</remarks>
internal sealed class G722HighBand
{
    private const int Threshold = 564;

    private readonly AdaptivePredictor _predictor = new();
    private readonly AdaptiveStep _step = new(initial: 8, largestLog: 22_528, shift: 10);

    private static ReadOnlySpan<short> Values => [-7408, -1616, 7408, 1616];

    private static ReadOnlySpan<short> Weights => [798, -214, 798, -214];

    /// <returns>The sample, 15 bits.</returns>
    public int Decode(int code)
    {
        var sample = Math.Clamp(_predictor.Estimate + Difference(code), -16_384, 16_383);
        Learn(code);
        return sample;
    }

    /// <returns>The code, two bits.</returns>
    public int Encode(int sample)
    {
        var error = G722.Saturate(sample - _predictor.Estimate);
        var isLarge = (error < 0 ? -(error + 1) : error) >= (Threshold * _step.Size) >> 12;
        var code = (error < 0 ? 0 : 2) + (isLarge ? 0 : 1);
        Learn(code);
        return code;
    }

    private int Difference(int code) => (_step.Size * Values[code]) >> 15;

    private void Learn(int code)
    {
        _predictor.Update(Difference(code));
        _step.Adapt(Weights[code]);
    }
}
