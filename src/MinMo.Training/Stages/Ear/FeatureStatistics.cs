using MinMo.Models.SpeechEncoder;

namespace MinMo.Training.Stages.Ear;

/// <summary>Mean and deviation of every band, measured once on what can be heard of the first utterances.</summary>
internal static class FeatureStatistics
{
    private const int Utterances = 400;

    // Natural logarithm of power. Digital silence lies far below and would make all that is heard look alike.
    private const float LeastLevel = 4;

    /// <summary>Fills in what a configuration leaves open.</summary>
    public static SpeechEncoderConfiguration Complete(SpeechEncoderConfiguration configuration, ISpokenExamples examples)
    {
        if (configuration.FeatureMean.Count > 0)
        {
            return configuration;
        }

        var features = new SpeechFeatures(configuration);
        var bands = configuration.FeatureBands;
        var (sums, squares, counts) = (new double[bands], new double[bands], new long[bands]);
        for (var index = 0; index < Math.Min(Utterances, examples.Count); index++)
        {
            var frames = features.Frames(EarBatches.FloatsOf(examples.SamplesOf(index)));
            for (var i = 0; i < frames.Length; i++)
            {
                if (frames[i] >= LeastLevel)
                {
                    sums[i % bands] += frames[i];
                    squares[i % bands] += (double)frames[i] * frames[i];
                    counts[i % bands]++;
                }
            }
        }

        return configuration with
        {
            FeatureMean = [.. sums.Zip(counts, static (sum, count) => (float)(sum / count))],
            FeatureDeviation = [.. Enumerable.Range(0, bands).Select(band => (float)Math.Sqrt(
                Math.Max(0.01, (squares[band] / counts[band]) - Math.Pow(sums[band] / counts[band], 2))))],
        };
    }
}
