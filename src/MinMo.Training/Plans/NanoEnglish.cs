using MinMo.Models.Bundles;

using MinMo.Training.Loop;
using MinMo.Training.Stages.Voice;

namespace MinMo.Training.Plans;

/// <summary>How <c>nano-en</c> is made: corpora, parts that the paper takes ready made, then its four stages.</summary>
public static class NanoEnglish
{
    /// <summary>The model's name.</summary>
    public const string Name = "nano-en";

    /// <summary>The stages in order.</summary>
    /// <param name="bundles">Where the agent's voice is found.</param>
    public static TrainingPlan Plan(BundleStore bundles)
    {
        ArgumentNullException.ThrowIfNull(bundles);
        return new TrainingPlan(
            Name,
            [
                new GradientStage(
                    VocoderTask.StageName, "mel spectra to sound", [AgentRecordings.CorpusName], VocoderTask.Settings, VocoderTask.Open),
            ]);
    }
}
