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

    private const int AgentSentenceCount = 27_000;
    private const int CallerSentenceCount = 25_000;
    private const int HeldOutSentenceCount = 600;
    private const int CallerTextSeed = 2;
    private const int CallCount = 250;
    private const int HeldOutCallCount = 40;

    /// <summary>The stages in order.</summary>
    /// <param name="voice">Finds a Piper voice, as <see cref="PiperSpeaker.Open"/> takes it: the agent's voice, and one
    /// more caller. Asked only when speech is made.</param>
    /// <param name="time">The clock.</param>
    public static TrainingPlan Of(Func<string> voice, TimeProvider time)
    {
        ITrainingStage[] stages = [.. Corpora(voice, time), .. Mind(), .. Voice(), .. Hearing(), .. Speaking()];
        var bundle = new BundleStage(NanoEnglish.Name, NanoEnglish.About, [.. stages.Select(static stage => stage.Name)]);
        return new TrainingPlan(Name, [.. stages, bundle]);
    }

    private static IEnumerable<ITrainingStage> Corpora(Func<string> voice, TimeProvider time)
    {
        yield return new CorpusStage(
            AgentRecordings.CorpusName, "the agent's voice: replies and sentences of random words", AgentSentenceCount,
            Speak(voice, time, static piper => new AgentCorpus(piper, [.. AgentScript.Write(1, AgentSentenceCount)], 1)));
        yield return new CorpusStage(
            CallerRecordings.Training, "callers of many voices, in rooms, on lines, in noise", CallerSentenceCount,
            Speak(voice, time, static piper => new CallerCorpus(
                piper, [.. CallerScript.Write(CallerTextSeed, CallerSentenceCount)], 3)));
        yield return new CorpusStage(
            CallerRecordings.HeldOut, "callers and phrasings that are never trained on", 2 * HeldOutSentenceCount,
            Speak(voice, time, static piper => new HeldOutCallerCorpus(
                piper, [.. CallerSentences.Write(CallerTextSeed, HeldOutSentenceCount, heldOut: true)], 4)));
        yield return new CorpusStage(
            DuplexTask.Calls, "calls with pauses, back-channels, barge-ins, echo and talk of others", CallCount,
            CorpusRecipe.Calls(() => PiperSpeaker.Open(voice(), time), seed: 5, heldOut: false));
        yield return new CorpusStage(
            DuplexTask.HeldOutCalls, "calls of phrasings and voices that are never trained on", HeldOutCallCount,
            CorpusRecipe.Calls(() => PiperSpeaker.Open(voice(), time), seed: 6, heldOut: true));
    }

    private static IEnumerable<ITrainingStage> Mind() =>
    [
        new TokenizerStage(),
        new GradientStage(
            LanguageTask.StageName, "language model, on dialogues of the skills", [TokenizerStage.StageName], LanguageTask.Settings,
            LanguageTask.Open),
        new GradientStage(
            EncoderTask.StageName, "speech encoder, by CTC on callers",
            [CallerRecordings.Training, CallerRecordings.HeldOut, TokenizerStage.StageName], EncoderTask.Settings, EncoderTask.Open),
    ];

    private static IEnumerable<ITrainingStage> Hearing()
    {
        string[] heard = [CallerRecordings.Training, CallerRecordings.HeldOut, LanguageTask.StageName];
        yield return new GradientStage(
            AlignmentTask.PreAlignName, "pre-alignment: the input projector", [.. heard, EncoderTask.StageName],
            AlignmentTask.PreAlignSettings, AlignmentTask.OpenPreAlign);
        yield return new GradientStage(
            AlignmentTask.FullAlignName, "full alignment: projector and encoder",
            [.. heard, EncoderTask.StageName, AlignmentTask.PreAlignName],
            AlignmentTask.FullAlignSettings, AlignmentTask.OpenFullAlign);
        yield return new GradientStage(
            SpokenTuningTask.StageName, "answers to heard speech, by low-rank adapters", [.. heard, AlignmentTask.FullAlignName],
            SpokenTuningTask.Settings, SpokenTuningTask.Open);
    }

    private static IEnumerable<ITrainingStage> Speaking()
    {
        yield return new GradientStage(
            SpeakingTask.TextToSpeechName, "the voice says what the language model thinks, of typed turns",
            [AgentRecordings.CorpusName, LanguageTask.StageName, VoiceLanguageTask.StageName],
            SpeakingTask.TextToSpeechSettings, SpeakingTask.OpenTextToSpeech);
        yield return new GradientStage(
            SpeakingTask.SpeechToSpeechName, "the same in dialogues that are heard",
            [AgentRecordings.CorpusName, CallerRecordings.Training, AlignmentTask.FullAlignName, SpeakingTask.TextToSpeechName],
            SpeakingTask.SpeechToSpeechSettings, SpeakingTask.OpenSpeechToSpeech);
        yield return new GradientStage(
            DuplexTask.StageName, "when to answer, to wait and to yield",
            [SpokenTuningTask.StageName, DuplexTask.Calls, DuplexTask.HeldOutCalls],
            DuplexTask.Settings, DuplexTask.Open);
    }

    private static IEnumerable<ITrainingStage> Voice() =>
    [
        new GradientStage(
            VocoderTask.StageName, "mel spectra to sound", [AgentRecordings.CorpusName], VocoderTask.Settings, VocoderTask.Open),
        new GradientStage(
            SpeechTokenizerTask.StageName, "sound to speech tokens, and back to mel spectra", [AgentRecordings.CorpusName],
            SpeechTokenizerTask.Settings, SpeechTokenizerTask.Open),
        new GradientStage(
            FlowTask.StageName, "speech tokens to mel spectra, by flow matching",
            [AgentRecordings.CorpusName, SpeechTokenizerTask.StageName], FlowTask.Settings, FlowTask.Open),
        new GradientStage(
            VoiceLanguageTask.StageName, "text to speech tokens",
            [AgentRecordings.CorpusName, SpeechTokenizerTask.StageName, LanguageTask.StageName],
            VoiceLanguageTask.Settings, VoiceLanguageTask.Open),
    ];

    private static CorpusRecipe Speak(Func<string> voice, TimeProvider time, Func<ISpeaker, IUtteranceSource> open)
        => CorpusRecipe.Utterances(() =>
        {
            var piper = PiperSpeaker.Open(voice(), time);
            return new SpokenSource(open(piper), piper);
        });
}
