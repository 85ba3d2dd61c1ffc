namespace MinMo.Audio.Telephony;

/// <summary>The step of a band's quantizer, which follows the size of what is quantized.</summary>
/// <param name="initial">The step of silence.</param>
/// <param name="largestLog">Bound of its logarithm.</param>
/// <param name="shift">Scale of its logarithm.</param>
/// <remarks>ITU-T G.722, sections 3.5 and 4.4: LOGSCL, LOGSCH, SCALEL, SCALEH.</remarks>
internal sealed class AdaptiveStep(int initial, int largestLog, int shift)
{
    private int _log;

    /// <summary>The step, 15 bits.</summary>
    public int Size { get; private set; } = initial;

    // Powers of two between 2048 and 4096 (table 15).
    private static ReadOnlySpan<short> Powers =>
    [
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
    ];

    /// <summary>Grows or shrinks.</summary>
    /// <param name="weight">Of the code that was sent.</param>
    public void Adapt(int weight)
    {
        _log = Math.Clamp(((_log * 127) >> 7) + weight, 0, largestLog);
        int power = Powers[(_log >> 6) & 31];
        var down = shift - (_log >> 11);
        Size = (down < 0 ? power << -down : power >> down) << 2;
    }
}
