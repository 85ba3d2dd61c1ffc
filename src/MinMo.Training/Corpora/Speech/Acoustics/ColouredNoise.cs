using System.Numerics.Tensors;

namespace MinMo.Training.Corpora.Speech.Acoustics;

/// <summary>Noise between white and brown, its loudness swaying slowly.</summary>
internal static class ColouredNoise
{
    private const double SwayHz = 0.7;
    private const double Sway = 0.35;

    /// <summary>Noise of mean power 1.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="random">Colour and samples.</param>
    internal static float[] Make(int count, Random random)
    {
        var pole = 0.98f * (float)Math.Sqrt(random.NextDouble());
        var phase = random.NextDouble() * Math.Tau;
        var noise = new float[count];
        var last = 0f;
        for (var at = 0; at < count; at++)
        {
            last = (pole * last) + (float)((2 * random.NextDouble()) - 1);
            var loudness = 1 + (Sway * Math.Sin(phase + (Math.Tau * SwayHz * at / SpeechCorpus.SampleRate)));
            noise[at] = last * (float)loudness;
        }

        var power = TensorPrimitives.SumOfSquares<float>(noise) / Math.Max(1, count);
        TensorPrimitives.Multiply(noise, 1 / MathF.Sqrt(Math.Max(power, float.Epsilon)), noise);
        return noise;
    }
}
