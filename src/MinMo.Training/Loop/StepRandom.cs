namespace MinMo.Training.Loop;

/// <summary>Random numbers of one step: the same for the same seed and step, on every machine, whatever came before.</summary>
internal static class StepRandom
{
    private const long VoiceSeedStride = 7_368_787;
    private const int VoiceStepStride = 1_000_003;

    /// <summary>A source for one step.</summary>
    public static Random Of(int seed, long step)
    {
        var mixed = unchecked((((ulong)(uint)seed << 32) ^ (ulong)step) * 0x9E3779B97F4A7C15UL); // splitmix64
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return new Random((int)((mixed ^ (mixed >> 31)) & int.MaxValue));
    }

    /// <summary>A source for one step of a stage of the voice: other numbers, with which its runs were made and can be made
    /// again.</summary>
    public static Random OfVoice(int seed, long step)
        => new(unchecked((int)((seed * VoiceSeedStride) + (step * VoiceStepStride))));
}
