namespace MinMo.Training.Stages.Ear;

/// <summary>Random numbers of one step: the same for the same seed and step, on every machine.</summary>
internal static class StepRandom
{
    /// <summary>A source for one step.</summary>
    public static Random Of(int seed, long step)
    {
        var mixed = unchecked((((ulong)(uint)seed << 32) ^ (ulong)step) * 0x9E3779B97F4A7C15UL); // splitmix64
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return new Random((int)((mixed ^ (mixed >> 31)) & int.MaxValue));
    }
}
