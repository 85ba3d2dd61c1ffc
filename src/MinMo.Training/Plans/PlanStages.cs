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

/// <summary>Stages that plans share: corpora, and the paper's four stages (MinMo, section 3).</summary>
internal static class PlanStages
{
    private const int CallerTextSeed = 2;

    /// <summary>The agent's voice.</summary>
    public static CorpusStage Agent(Func<OwnedSpeaker> voice, TrainingScale scale) => new(
        AgentRecordings.CorpusName, "the agent's voice: replies and sentences of random words", scale.AgentSentences,
        Speak(voice, speaker => new AgentCorpus(speaker, [.. AgentScript.Write(1, scale.AgentSentences)], 1)));

    /// <summary>Callers and calls, each to learn from and to measure on.</summary>
    public static IEnumerable<ITrainingStage> Callers(Func<OwnedSpeaker> voice, TrainingScale scale)
    {
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

    /// <summary>Stages 1a, 1b and 1c.</summary>
    public static IEnumerable<ITrainingStage> Hearing(TrainingScale scale)
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

    /// <summary>Stages 2 and 3.</summary>
    public static IEnumerable<ITrainingStage> Speaking(TrainingScale scale)
    {
        yield return new GradientStage(
            SpeakingTask.TextToSpeechName, "the voice says what the language model thinks, of typed turns",
            [AgentRecordings.CorpusName, LanguageTask.StageName, VoiceLanguageTask.StageName],
            scale.Of(SpeakingTask.TextToSpeechSettings), SpeakingTask.OpenTextToSpeech);
        yield return new GradientStage(
            SpeakingTask.SpeechToSpeechName, "the same in dialogues that are heard",
            [AgentRecordings.CorpusName, CallerRecordings.Training, AlignmentTask.FullAlignName, SpeakingTask.TextToSpeechName],
            scale.Of(SpeakingTask.SpeechToSpeechSettings), SpeakingTask.OpenSpeechToSpeech);
    }

    /// <summary>Stage 4.</summary>
    public static GradientStage Duplex(TrainingScale scale) => new(
        DuplexTask.StageName, "when to answer, to wait and to yield",
        [SpokenTuningTask.StageName, DuplexTask.Calls, DuplexTask.HeldOutCalls],
        scale.Of(DuplexTask.Settings), DuplexTask.Open);

    private static CorpusRecipe Speak(Func<OwnedSpeaker> voice, Func<ISpeaker, IUtteranceSource> open)
        => CorpusRecipe.Utterances(() =>
        {
            var owned = voice();
            return new SpokenSource(open(owned.Speaker), owned.Owner);
        });
}
