namespace MinMo.Training.Corpora.Speech;

/// <summary>Independent random sequences from one seed.</summary>
internal static class CorpusSeed
{
    /// <summary>A seed for one part of a whole; equal arguments give equal seeds.</summary>
    /// <remarks>The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).</remarks>
    internal static int Derive(int seed, int part)
    {
        var mixed = ((ulong)(uint)seed << 32) + (uint)part + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) & int.MaxValue);
    }
}
