namespace MinMo.Training.Corpora.Speech.Acoustics;

/// <summary>The sound of another microphone: treble raised or lowered over the whole band.</summary>
internal static class SpectralTilt
{
    private const double Strongest = 0.45;

    /// <summary>A filter of one zero, 1 - c/z: c above 0 raises the treble. ±0.45 is about ±8 dB between 0 and 8 kHz.
    /// </summary>
    internal static void Apply(Span<float> sound, Random random)
    {
        var c = (float)(((2 * random.NextDouble()) - 1) * Strongest);
        var before = 0f;
        foreach (ref var sample in sound)
        {
            var input = sample;
            sample = input - (c * before);
            before = input;
        }
    }
}
