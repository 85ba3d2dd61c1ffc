using System.Numerics.Tensors;
using MinMo.Models.SpeechEncoder;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Ear;

/// <summary>Makes batches from samples, on the fly: features cost a hundredth of a training step.</summary>
internal sealed class EarBatches(ISpokenExamples examples, SpeechFeatures features, FeatureAugmentation augmentation)
{
    private const double ChangedShare = 0.85;
    private const double NoiseShare = 0.3; // of those that are changed
    private const double LeastRatio = 12; // dB between speech and added noise
    private const double MostRatio = 40;

    private readonly NoiseBank _noises = new(seed: 7);

    /// <summary>Utterances as they are.</summary>
    public EarBatch Plain(int[] indices) => Stack(indices, null);

    /// <summary>Utterances of which half are changed at random.</summary>
    /// <param name="indices">Which.</param>
    /// <param name="random">Of the step.</param>
    public EarBatch Augmented(int[] indices, Random random) => Stack(indices, random);

    private EarBatch Stack(int[] indices, Random? random)
    {
        var frames = indices.Select(index => FramesOf(index, random)).ToArray();
        var lengths = frames.Select(part => part.Length / features.Bank.Bands / features.Stacking.Step).ToArray();
        var (rows, width) = (lengths.Max(), features.Stacking.RowWidth);
        var values = new float[indices.Length * rows * width];
        for (var item = 0; item < indices.Length; item++)
        {
            features.Stacking.Write(frames[item], values.AsSpan(item * rows * width, lengths[item] * width));
        }

        return new EarBatch(tensor(values, [indices.Length, rows, width]), lengths, indices);
    }

    private float[] FramesOf(int index, Random? ofStep)
    {
        var random = ofStep?.NextDouble() < ChangedShare ? ofStep : null;
        var samples = FloatsOf(examples.SamplesOf(index));
        if (random is not null && random.NextDouble() < NoiseShare)
        {
            _noises.AddTo(samples, LeastRatio + ((MostRatio - LeastRatio) * random.NextDouble()), random);
        }

        var frames = features.Frames(samples);
        if (random is null)
        {
            features.Normalise(frames);
            return frames;
        }

        var warped = augmentation.Warp(
            frames, features.Bank.Bands, features.Stacking.Step * 2, random); // whole ticks
        features.Normalise(warped);
        augmentation.Mask(warped, features.Bank.Bands, random);
        return warped;
    }

    internal static float[] FloatsOf(ReadOnlySpan<short> samples)
    {
        var floats = new float[samples.Length];
        TensorPrimitives.ConvertChecked<short, float>(samples, floats);
        TensorPrimitives.Multiply(floats, 1 / 32_768f, floats);
        return floats;
    }
}
