using System.Numerics.Tensors;

namespace MinMo.Models.Parity;

/// <summary>Waves of goldens are int16.</summary>
internal static class GoldenWave
{
    /// <summary>Samples in [-1, 1): int16 / 32768.</summary>
    public static float[] ToSamples(GoldenTensor wave)
    {
        var samples = wave.Floats;
        TensorPrimitives.Divide(samples, 32768f, samples);
        return samples;
    }
}
