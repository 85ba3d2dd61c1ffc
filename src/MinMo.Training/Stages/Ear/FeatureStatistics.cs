using MinMo.Models.SpeechEncoder;

namespace MinMo.Training.Stages.Ear;

/// <summary>Mean and deviation of every band, measured once on the first utterances.</summary>
internal static class FeatureStatistics
{
    private const int Utterances = 400;

    /// <summary>Fills in what a configuration leaves open.</summary>
    public static SpeechEncoderConfiguration Complete(SpeechEncoderConfiguration configuration, ISpokenExamples examples)
    {
        if (configuration.FeatureMean.Count > 0)
        {
            return configuration;
        }

        var features = new SpeechFeatures(configuration);
        var bands = configuration.FeatureBands;
        var (sums, squares, count) = (new double[bands], new double[bands], 0L);
        for (var index = 0; index < Math.Min(Utterances, examples.Count); index++)
        {
            var frames = features.Frames(EarBatches.FloatsOf(examples.SamplesOf(index)));
            for (var i = 0; i < frames.Length; i++)
            {
                sums[i % bands] += frames[i];
                squares[i % bands] += (double)frames[i] * frames[i];
            }

            count += frames.Length / bands;
        }

        return configuration with
        {
            FeatureMean = [.. sums.Select(sum => (float)(sum / count))],
            FeatureDeviation = [.. Enumerable.Range(0, bands).Select(band => (float)Math.Sqrt(
                Math.Max(0.01, (squares[band] / count) - Math.Pow(sums[band] / count, 2))))],
        };
    }
}
