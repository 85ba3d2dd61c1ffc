using MinMo.Models.Bundles;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Ear;
using MinMo.Training.Stages.Mind;
using MinMo.Training.Stages.Voice;

namespace MinMo.Training.Plans;

/// <summary>Aligns the parts of a bundle of the family <c>minmo</c>, of any size: the paper's stages 1a to 4 without the
/// pretraining of what the bundle brings (MinMo, section 3). Such a bundle comes from <c>minmo models compose</c>.</summary>
public static class AlignmentPlan
{
    /// <summary>What users call the plan by.</summary>
    public const string Name = "align";

    /// <summary>The stages in order.</summary>
    /// <param name="bundle">Its tokenizer needs the units of MinMo: <c>&lt;|startofspeech|&gt;</c>, <c>&lt;|blank|&gt;</c>
    /// and the others.</param>
    /// <param name="speechTokenizer">The result folder of a stage <c>speech-tokenizer</c>; null leaves stages 2 and 3 out,
    /// because a bundle has nothing that turns sound into speech tokens.</param>
    /// <param name="voice">As of <see cref="NanoEnglishPlan.Of"/>.</param>
    /// <param name="scale">How much of everything.</param>
    public static TrainingPlan Of(
        MinmoBundle bundle, string? speechTokenizer, Func<OwnedSpeaker> voice, TrainingScale scale)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(scale);
        ITrainingStage[] stages =
        [
            .. Given(bundle, speechTokenizer),
            .. speechTokenizer is null ? [] : new[] { PlanStages.Agent(voice, scale) },
            .. PlanStages.Callers(voice, scale),
            .. PlanStages.Hearing(scale),
            .. speechTokenizer is null ? [] : PlanStages.Speaking(scale),
            PlanStages.Duplex(scale),
        ];
        var last = new BundleStage(
            bundle.Name + "-aligned", $"{bundle.Name}, aligned by the stages of MinMo", [.. stages.Select(static stage => stage.Name)])
        {
            ReadsWrittenText = bundle.ReadsWrittenText,
        };
        return new TrainingPlan(Name, [.. stages, last]);
    }

    private static IEnumerable<ITrainingStage> Given(MinmoBundle bundle, string? speechTokenizer)
    {
        yield return Part(TokenizerStage.StageName, "units of text, of the bundle", bundle.LanguageModelFolder);
        yield return Part(LanguageTask.StageName, "language model, of the bundle", bundle.LanguageModelFolder);
        yield return Part(EncoderTask.StageName, "speech encoder, of the bundle", bundle.SpeechEncoderFolder);
        yield return new GivenStage(StartingParts.StageName, "projector and predictor to start from", new Dictionary<string, string>
        {
            [StartingParts.ProjectorFolder] = bundle.InputProjectorFolder,
            [StartingParts.PredictorFolder] = bundle.DuplexPredictorFolder,
        });
        yield return new GivenStage(VoiceLanguageTask.StageName, "text to speech tokens, of the bundle", new Dictionary<string, string>
        {
            [VoiceLanguageTask.ModelFolder] = bundle.VoiceLanguageModelFolder,
            [VoiceLanguageTask.ProjectionFolder] = bundle.OutputProjectorFolder,
        });
        yield return Part(FlowTask.StageName, "speech tokens to mel spectra, of the bundle", bundle.MelDecoderFolder);
        yield return Part(VocoderTask.StageName, "mel spectra to sound, of the bundle", bundle.VocoderFolder);
        if (speechTokenizer is not null)
        {
            yield return Part(SpeechTokenizerTask.StageName, "sound to speech tokens", speechTokenizer);
        }
    }

    private static GivenStage Part(string stage, string about, string folder)
        => new(stage, about, new Dictionary<string, string> { [""] = folder });
}
