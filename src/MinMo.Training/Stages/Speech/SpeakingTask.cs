using MinMo.Models.Language;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Ear;
using MinMo.Training.Stages.Mind;
using MinMo.Training.Stages.Voice;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Training.Stages.Speech;

/// <summary>
/// Stages 2 and 3: the voice learns to say what the frozen language model thinks, from its hidden states beside its
/// units. In stage 2 replies answer a typed turn, in stage 3 the end of a dialogue whose turns were heard (MinMo,
/// section 3).
/// </summary>
/// <remarks>The hidden state of a unit is the one that predicted it, as the engine pairs them. In the first fifth of
/// stage 2 only the projection is trained.</remarks>
public sealed class SpeakingTask : ITrainingTask
{
    /// <summary>Name of stage 2 in a workspace.</summary>
    public const string TextToSpeechName = "2";

    /// <summary>Name of stage 3 in a workspace.</summary>
    public const string SpeechToSpeechName = "3";

    private const int ScriptSeed = 1; // of the agent's corpus: only its replies are found in their talks
    private const int LongestTalk = 4;
    private const int HeardUtterances = 1_500;
    private const int RowsPerBatch = 1_200;
    private const int EvaluationUtterances = 96;
    private const int RehearsedUtterances = 12;
    private const double ProjectionShare = 0.2;

    private readonly SpeakingSources _sources;
    private readonly LoopSettings _settings;
    private readonly AgentTalks _talks;
    private readonly DialogueWriting _writing;
    private readonly ReplyThinking _thinking;
    private readonly VoicePass _pass;
    private readonly LengthBatches _batches;
    private readonly double _projectionSteps;

    private SpeakingTask(SpeakingSources sources, LoopSettings settings, double projectionShare)
    {
        (_sources, _settings) = (sources, settings);
        manual_seed(settings.Seed);
        var recordings = sources.Recordings;
        _talks = new AgentTalks(AgentSentences.InContext(ScriptSeed, recordings.Utterances.Count, heldOut: false));
        _writing = new DialogueWriting(sources.Units);
        _thinking = new ReplyThinking(sources.Mind);
        _pass = new VoicePass(sources.Voice);
        _batches = new LengthBatches(
            [.. recordings.Trained.Select(index => sources.Tokens[index].Length * 5 / 4)], RowsPerBatch, settings.Seed);
        _projectionSteps = settings.Steps * projectionShare;
        Trained =
        [
            .. sources.Voice.named_parameters().Select(static named => ("voice." + named.name, named.parameter)),
            .. sources.Projection.named_parameters().Select(static named => ("projection." + named.name, named.parameter)),
        ];
    }

    /// <summary>What <c>nano-en</c> uses in stage 2.</summary>
    public static LoopSettings TextToSpeechSettings { get; } = new(600, 6e-4)
    {
        WarmUpSteps = 40,
        WeightDecay = 0,
        FinalFraction = 0.1,
        EvaluateEvery = 300,
    };

    /// <summary>What <c>nano-en</c> uses in stage 3.</summary>
    public static LoopSettings SpeechToSpeechSettings { get; } = new(600, 3e-4)
    {
        WarmUpSteps = 40,
        WeightDecay = 0,
        FinalFraction = 0.05,
        EvaluateEvery = 300,
    };

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Parameter Value)> Trained { get; }

    /// <summary>Opens stage 2: the language model, tuned to hearing if that is done, and the voice as pretrained.</summary>
    public static SpeakingTask OpenTextToSpeech(TrainingWorkspace workspace, LoopSettings settings)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(settings);
        return new SpeakingTask(Open(workspace, VoiceLanguageTask.StageName), settings, ProjectionShare);
    }

    /// <summary>Opens stage 3: the ear as aligned, and the voice as stage 2 left it.</summary>
    public static SpeakingTask OpenSpeechToSpeech(TrainingWorkspace workspace, LoopSettings settings)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(settings);
        var sources = Open(workspace, TextToSpeechName);
        var aligned = workspace.Stage(AlignmentTask.FullAlignName).ResultFolder;
        using var ear = HearingModel.Open(
            workspace, Path.Combine(aligned, HearingModel.EncoderFolder), Path.Combine(aligned, HearingModel.ProjectorFolder),
            sources.Units);
        var words = WordRows.Record(ear, CallerRecordings.OpenTraining(workspace), sources.Units, HeardUtterances);
        return new SpeakingTask(sources with { Words = words }, settings, projectionShare: 0);
    }

    /// <inheritdoc/>
    public Tensor Loss(long step, StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (var (_, parameter) in _sources.Voice.named_parameters())
        {
            parameter.requires_grad = step >= _projectionSteps;
        }

        var random = StepRandom.OfVoice(_settings.Seed, step);
        var utterances = _batches.At(step).Select(item => _sources.Recordings.Trained[item]);
        var (logits, targets) = Run([.. utterances], random, replacing: random);
        metrics.Add("predictions", targets.shape[0]);
        return F.cross_entropy(logits, targets);
    }

    /// <inheritdoc/>
    public void Evaluate(StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (var utterances in _sources.Recordings.HeldOut.Take(EvaluationUtterances).Chunk(8))
        {
            using var scope = NewDisposeScope();
            var (logits, targets) = Run(utterances, new Random(utterances[0]), replacing: null);
            VoicePass.Measure(logits, targets, metrics);
        }

        Rehearse(metrics);
    }

    /// <inheritdoc/>
    public void Save(string folder) => VoiceLanguageTask.Save(_sources.Voice, _sources.Projection, folder);

    /// <inheritdoc/>
    public void Dispose()
    {
        _thinking.Dispose();
        _sources.Dispose();
    }

    private static SpeakingSources Open(TrainingWorkspace workspace, string voiceStage)
    {
        var recordings = AgentRecordings.Open(workspace);
        var (voice, projection) = VoiceLanguageTask.Load(workspace.Stage(voiceStage).ResultFolder);
        return new SpeakingSources(
            recordings, SpeechTokenCorpus.Open(workspace, recordings), new MindUnits(TokenizerStage.Open(workspace)), Mind(workspace))
        {
            Voice = voice,
            Projection = projection,
        };
    }

    private static DecoderModel Mind(TrainingWorkspace workspace)
    {
        var tuned = Path.Combine(workspace.Stage(SpokenTuningTask.StageName).ResultFolder, SpokenTuningTask.MindFolder);
        using var checkpoint = DecoderCheckpoint.Open(
            Directory.Exists(tuned) ? tuned : workspace.Stage(LanguageTask.StageName).ResultFolder);
        var mind = DecoderModel.Load(checkpoint.Weights, checkpoint.Configuration);
        foreach (var (_, parameter) in mind.named_parameters())
        {
            parameter.requires_grad = false;
        }

        return mind;
    }

    private (Tensor Logits, Tensor Targets) Run(int[] utterances, Random random, Random? replacing)
    {
        SpokenReply[] replies = [.. utterances.Select(utterance => ReplyOf(utterance, random))];
        var hidden = _thinking.Of(replies, _sources.Words?.Table);                      // [units, d]
        var batch = new VoiceBatch(
            [.. replies.Zip(utterances, (reply, utterance) => (reply.Units, _sources.Tokens[utterance].ToArray()))], _sources.Voice);
        return _pass.Run(batch, Vectors(batch.Units, hidden), replacing);
    }

    private SpokenReply ReplyOf(int utterance, Random random)
    {
        var words = _sources.Words;
        var dialogue = _talks.Before(_sources.Recordings.Utterances[utterance], words is null ? 1 : LongestTalk, random);
        var script = words is null ? _writing.Typed(dialogue) : _writing.Heard(dialogue, text => words.Say(text, random));
        return SpokenReply.Of(script, dialogue.Exchanges[^1], _sources.Units);
    }

    private Tensor Vectors(long[] units, Tensor hidden)
        => _sources.Projection.call(tensor(units), _sources.Embeddings, hidden); // [units, d]

    private void Rehearse(StepMetrics metrics)
    {
        using var rehearsal = new VoiceRehearsal(_sources.Voice);
        foreach (var utterance in _sources.Recordings.HeldOut.Take(RehearsedUtterances))
        {
            using var scope = NewDisposeScope();
            var reply = ReplyOf(utterance, new Random(utterance));
            var hidden = _thinking.Of([reply], _sources.Words?.Table);
            rehearsal.Measure(Vectors([.. reply.Units.Select(static unit => (long)unit)], hidden), _sources.Tokens[utterance].Length, metrics);
        }
    }
}
