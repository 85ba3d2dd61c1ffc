using MinMo.Models.Tokenization;
using MinMo.Training.Loop;

namespace MinMo.Training.Stages.Ear;

/// <summary>The stages that teach a model to hear.</summary>
public static class EarStages
{
    /// <summary>Name of the encoder's stage.</summary>
    public const string EncoderName = "encoder";

    /// <summary>Pretraining of the speech encoder.</summary>
    /// <param name="needs">Stages that make the corpora and the tokenizer.</param>
    /// <param name="tokenizer">The language model's units.</param>
    /// <param name="steps">Optimizer steps of about 75 s of speech each.</param>
    public static ITrainingStage Encoder(
        IReadOnlyList<string> needs, Func<TrainingWorkspace, BytePairTokenizer> tokenizer, long steps = 6000)
        => new GradientStage(
            EncoderName,
            "speech encoder, by CTC on callers' speech",
            needs,
            new LoopSettings(steps, 1.5e-3) { WarmUpSteps = 300, WeightDecay = 0.01, ClipNorm = 2, EvaluateEvery = 500 },
            (workspace, settings) => new EncoderTask(
                CallerRecordings.OpenTraining(workspace), CallerRecordings.OpenHeldOut(workspace),
                tokenizer(workspace), new EncoderTaskSettings(), settings.Seed));
}
