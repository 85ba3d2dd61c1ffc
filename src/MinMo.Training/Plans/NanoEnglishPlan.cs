using MinMo.Models.Bundles;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Ear;
using MinMo.Training.Stages.Mind;
using MinMo.Training.Stages.Voice;

namespace MinMo.Training.Plans;

/// <summary>How <c>nano-en</c> is made: corpora, parts that the paper takes ready made, then its four stages.</summary>
public static class NanoEnglishPlan
{
    /// <summary>The model's name.</summary>
    public const string Name = "nano-en";

    /// <summary>The stages in order.</summary>
    /// <param name="voice">Opens the agent's voice, which is one more caller too. Asked only when speech is made.</param>
    /// <param name="scale">How much of everything.</param>
    public static TrainingPlan Of(Func<OwnedSpeaker> voice, TrainingScale scale)
    {
        ArgumentNullException.ThrowIfNull(scale);
        ITrainingStage[] stages =
        [
            PlanStages.Agent(voice, scale),
            .. PlanStages.Callers(voice, scale),
            .. Mind(scale),
            .. Voice(scale),
            .. PlanStages.Hearing(scale),
            .. PlanStages.Speaking(scale),
            PlanStages.Duplex(scale),
        ];
        var bundle = new BundleStage(NanoEnglish.Name, NanoEnglish.About, [.. stages.Select(static stage => stage.Name)]);
        return new TrainingPlan(Name, [.. stages, bundle]);
    }

    private static IEnumerable<ITrainingStage> Mind(TrainingScale scale) =>
    [
        new TokenizerStage(),
        new GradientStage(
            LanguageTask.StageName, "language model, on dialogues of the skills", [TokenizerStage.StageName],
            scale.Of(LanguageTask.Settings), LanguageTask.Open),
        new GradientStage(
            EncoderTask.StageName, "speech encoder, by CTC on callers",
            [CallerRecordings.Training, CallerRecordings.HeldOut, TokenizerStage.StageName],
            scale.Of(EncoderTask.Settings), EncoderTask.Open),
    ];

    private static IEnumerable<ITrainingStage> Voice(TrainingScale scale) =>
    [
        new GradientStage(
            VocoderTask.StageName, "mel spectra to sound", [AgentRecordings.CorpusName],
            scale.Of(VocoderTask.Settings), VocoderTask.Open),
        new GradientStage(
            SpeechTokenizerTask.StageName, "sound to speech tokens, and back to mel spectra", [AgentRecordings.CorpusName],
            scale.Of(SpeechTokenizerTask.Settings), SpeechTokenizerTask.Open),
        new GradientStage(
            FlowTask.StageName, "speech tokens to mel spectra, by flow matching",
            [AgentRecordings.CorpusName, SpeechTokenizerTask.StageName], scale.Of(FlowTask.Settings), FlowTask.Open),
        new GradientStage(
            VoiceLanguageTask.StageName, "text to speech tokens",
            [AgentRecordings.CorpusName, SpeechTokenizerTask.StageName, LanguageTask.StageName],
            scale.Of(VoiceLanguageTask.Settings), VoiceLanguageTask.Open),
    ];
}
