using System.Numerics.Tensors;

namespace MinMo.Training.Stages.Ear;

/// <summary>A few stretches of coloured noise, made once, from which pieces are added to speech.</summary>
internal sealed class NoiseBank
{
    private const int Length = 160_000;
    private static readonly float[] Colours = [0, 0.5f, 0.8f, 0.95f]; // poles of the filters: white to brownish

    private readonly float[][] _noises;

    public NoiseBank(int seed)
    {
        var random = new Random(seed);
        _noises = [.. Colours.Select(colour => Coloured(colour, random))];
    }

    /// <summary>Adds noise.</summary>
    /// <param name="samples">Speech; changed.</param>
    /// <param name="ratio">Decibels between the power of all samples and that of the noise.</param>
    /// <param name="random">Chooses colour and place.</param>
    public void AddTo(Span<float> samples, double ratio, Random random)
    {
        var noise = _noises[random.Next(_noises.Length)];
        var power = TensorPrimitives.SumOfSquares<float>(samples) / Math.Max(1, samples.Length);
        var gain = (float)(Math.Sqrt(power) * Math.Pow(10, -ratio / 20));
        var place = random.Next(Length);
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, Length - place);
            TensorPrimitives.MultiplyAdd(noise.AsSpan(place, count), gain, samples[..count], samples[..count]);
            samples = samples[count..];
            place = 0;
        }
    }

    private static float[] Coloured(float pole, Random random)
    {
        var noise = new float[Length];
        float state = 0;
        for (var i = 0; i < Length; i++)
        {
            noise[i] = state = (pole * state) + (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
        }

        var scale = 1 / MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(noise) / Length);
        TensorPrimitives.Multiply(noise, scale, noise);
        return noise;
    }
}
