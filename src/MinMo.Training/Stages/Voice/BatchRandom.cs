namespace MinMo.Training.Stages.Voice;

/// <summary>The random choices of one batch: the same for the same seed and step, whatever came before.</summary>
internal static class BatchRandom
{
    private const int StepStride = 1_000_003;

    public static Random Of(int seed, long step) => new(unchecked((int)((seed * 7_368_787L) + (step * StepStride))));
}
