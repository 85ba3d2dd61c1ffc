using MinMo.Models.Bundles;
using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Duplex;
using MinMo.Training.Stages.Ear;
using MinMo.Training.Stages.Mind;
using MinMo.Training.Stages.Speech;
using MinMo.Training.Stages.Voice;

namespace MinMo.Training.Plans;

/// <summary>How <c>nano-en</c> is made: corpora, parts that the paper takes ready made, then its four stages.</summary>
public static class NanoEnglishPlan
{
    /// <summary>The model's name.</summary>
    public const string Name = "nano-en";

    private const int CallerTextSeed = 2;

    /// <summary>The stages in order.</summary>
    /// <param name="voice">Opens the agent's voice, which is one more caller too. Asked only when speech is made.</param>
    /// <param name="scale">How much of everything.</param>
    public static TrainingPlan Of(Func<OwnedSpeaker> voice, TrainingScale scale)
    {
        ArgumentNullException.ThrowIfNull(scale);
        ITrainingStage[] stages =
            [.. Corpora(voice, scale), .. Mind(scale), .. Voice(scale), .. Hearing(scale), .. Speaking(scale)];
        var bundle = new BundleStage(NanoEnglish.Name, NanoEnglish.About, [.. stages.Select(static stage => stage.Name)]);
        return new TrainingPlan(Name, [.. stages, bundle]);
    }

    private static IEnumerable<ITrainingStage> Corpora(Func<OwnedSpeaker> voice, TrainingScale scale)
    {
        yield return new CorpusStage(
            AgentRecordings.CorpusName, "the agent's voice: replies and sentences of random words", scale.AgentSentences,
            Speak(voice, speaker => new AgentCorpus(speaker, [.. AgentScript.Write(1, scale.AgentSentences)], 1)));
        yield return new CorpusStage(
            CallerRecordings.Training, "callers of many voices, in rooms, on lines, in noise", scale.CallerSentences,
            Speak(voice, speaker => new CallerCorpus(
                speaker, [.. CallerScript.Write(CallerTextSeed, scale.CallerSentences)], 3)));
        yield return new CorpusStage(
            CallerRecordings.HeldOut, "callers and phrasings that are never trained on", 2 * scale.HeldOutSentences,
            Speak(voice, speaker => new HeldOutCallerCorpus(
                speaker, [.. CallerSentences.Write(CallerTextSeed, scale.HeldOutSentences, heldOut: true)], 4)));
        yield return new CorpusStage(
            DuplexTask.Calls, "calls with pauses, back-channels, barge-ins, echo and talk of others", scale.Calls,
            CorpusRecipe.Calls(voice, seed: 5, heldOut: false));
        yield return new CorpusStage(
            DuplexTask.HeldOutCalls, "calls of phrasings and voices that are never trained on", scale.HeldOutCalls,
            CorpusRecipe.Calls(voice, seed: 6, heldOut: true));
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

    private static IEnumerable<ITrainingStage> Hearing(TrainingScale scale)
    {
        string[] heard = [CallerRecordings.Training, CallerRecordings.HeldOut, LanguageTask.StageName];
        yield return new GradientStage(
            AlignmentTask.PreAlignName, "pre-alignment: the input projector", [.. heard, EncoderTask.StageName],
            scale.Of(AlignmentTask.PreAlignSettings), AlignmentTask.OpenPreAlign);
        yield return new GradientStage(
            AlignmentTask.FullAlignName, "full alignment: projector and encoder",
            [.. heard, EncoderTask.StageName, AlignmentTask.PreAlignName],
            scale.Of(AlignmentTask.FullAlignSettings), AlignmentTask.OpenFullAlign);
        yield return new GradientStage(
            SpokenTuningTask.StageName, "answers to heard speech, by low-rank adapters", [.. heard, AlignmentTask.FullAlignName],
            scale.Of(SpokenTuningTask.Settings), SpokenTuningTask.Open);
    }

    private static IEnumerable<ITrainingStage> Speaking(TrainingScale scale)
    {
        yield return new GradientStage(
            SpeakingTask.TextToSpeechName, "the voice says what the language model thinks, of typed turns",
            [AgentRecordings.CorpusName, LanguageTask.StageName, VoiceLanguageTask.StageName],
            scale.Of(SpeakingTask.TextToSpeechSettings), SpeakingTask.OpenTextToSpeech);
        yield return new GradientStage(
            SpeakingTask.SpeechToSpeechName, "the same in dialogues that are heard",
            [AgentRecordings.CorpusName, CallerRecordings.Training, AlignmentTask.FullAlignName, SpeakingTask.TextToSpeechName],
            scale.Of(SpeakingTask.SpeechToSpeechSettings), SpeakingTask.OpenSpeechToSpeech);
        yield return new GradientStage(
            DuplexTask.StageName, "when to answer, to wait and to yield",
            [SpokenTuningTask.StageName, DuplexTask.Calls, DuplexTask.HeldOutCalls],
            scale.Of(DuplexTask.Settings), DuplexTask.Open);
    }

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

    private static CorpusRecipe Speak(Func<OwnedSpeaker> voice, Func<ISpeaker, IUtteranceSource> open)
        => CorpusRecipe.Utterances(() =>
        {
            var owned = voice();
            return new SpokenSource(open(owned.Speaker), owned.Owner);
        });
}
