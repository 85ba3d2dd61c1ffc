using MinMo.Models.Checkpoints;
using MinMo.Models.Language;
using MinMo.Models.OutputProjection;
using MinMo.Models.VoiceLanguage;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Mind;
using MinMo.Training.Tokens;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Training.Stages.Voice;

/// <summary>Pretrains the voice language model as text to speech: it reads rows of the language model's units that know how
/// they are spelt, without hidden states, which the alignment stages add.</summary>
public sealed class VoiceLanguageTask : ITrainingTask
{
    /// <summary>The stage's name in a workspace.</summary>
    public const string StageName = "voice-lm";

    /// <summary>Folder of the voice language model in the result.</summary>
    internal const string ModelFolder = "voice-language-model";

    /// <summary>Folder of the output projection in the result.</summary>
    internal const string ProjectionFolder = "output-projector";

    private const int RowsPerBatch = 1_200;
    private const int EvaluationUtterances = 96;
    private const int RehearsedUtterances = 12;
    private const double InitialDeviation = 0.04;
    private const double Dropout = 0.1;

    private readonly AgentRecordings _recordings;
    private readonly SpeechTokenCorpus _tokens;
    private readonly VoiceText _text;
    private readonly SpelledEmbedding _embedding;
    private readonly LoopSettings _settings;
    private readonly VoiceLanguageModel _model;
    private readonly OutputProjectionModel _projection;
    private readonly LengthBatches _batches;
    private readonly VoicePass _pass;

    private VoiceLanguageTask(VoiceLanguageSources sources, LoopSettings settings)
    {
        manual_seed(settings.Seed);
        (_recordings, _tokens, _settings) = (sources.Recordings, sources.Tokens, settings);
        _text = new VoiceText(sources.Dropout);
        _model = new VoiceLanguageModel(new VoiceLanguageConfiguration());
        _embedding = new SpelledEmbedding(sources.Units, _model.Configuration.Decoder.HiddenSize);
        _projection = new OutputProjectionModel(new OutputProjectionConfiguration
        {
            LanguageWidth = sources.LanguageWidth,
            VoiceWidth = _model.Configuration.Decoder.HiddenSize,
            OwnUnits = sources.Units.Count,
        });
        _pass = new VoicePass(_model);
        using var generator = new Generator((ulong)settings.Seed);
        _model.Initialise(InitialDeviation, generator);
        _batches = new LengthBatches(
            [.. _recordings.Trained.Select(index => _tokens[index].Length * 5 / 4)], RowsPerBatch, settings.Seed);
        Trained =
        [
            .. _model.named_parameters().Select(static named => ("voice." + named.name, named.parameter)),
            .. _embedding.OfRows.Select(static named => ("units." + named.Name, named.Value)),
        ];
    }

    /// <summary>What <c>nano-en</c> uses: some 80 minutes of one core.</summary>
    public static LoopSettings Settings { get; } = new(6_500, 2e-3)
    {
        OrthogonalSteps = true,
        WeightDecay = 0.05,
        FinalFraction = 0.02,
        EvaluateEvery = 1_000,
    };

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Parameter Value)> Trained { get; }

    /// <summary>Opens the agent's recordings as tokens, and the language model's units.</summary>
    public static VoiceLanguageTask Open(TrainingWorkspace workspace, LoopSettings settings)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(settings);
        using var language = DecoderCheckpoint.Open(workspace.Stage(LanguageTask.StageName).ResultFolder);
        var recordings = AgentRecordings.Open(workspace);
        var sources = new VoiceLanguageSources(
            recordings,
            SpeechTokenCorpus.Open(workspace, recordings),
            MergeDropout.Open(workspace.Stage(TokenizerStage.StageName).ResultFolder),
            new MindUnits(TokenizerStage.Open(workspace)),
            language.Configuration.HiddenSize);
        return new VoiceLanguageTask(sources, settings);
    }

    /// <summary>What this stage has trained.</summary>
    public static (VoiceLanguageModel Model, OutputProjectionModel Projection) Load(TrainingWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return Load(workspace.Stage(StageName).ResultFolder);
    }

    /// <inheritdoc/>
    public Tensor Loss(long step, StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var random = StepRandom.OfVoice(_settings.Seed, step);
        var dropout = step % 2 == 0 ? Dropout : 0;
        var batch = Read([.. _batches.At(step).Select(item => _recordings.Trained[item])], dropout, random);
        var (logits, targets) = _pass.Run(batch, _embedding.All().index_select(0, tensor(batch.Units)), random);
        metrics.Add("rows", batch.Count * batch.Length);
        return F.cross_entropy(logits, targets);
    }

    /// <inheritdoc/>
    public void Evaluate(StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        Bake();
        foreach (var utterances in _recordings.HeldOut.Take(EvaluationUtterances).Chunk(8))
        {
            using var scope = NewDisposeScope();
            var batch = Read(utterances, 0, new Random(0));
            var (logits, targets) = _pass.Run(batch, BakedRows(batch.Units), replacing: null);
            VoicePass.Measure(logits, targets, metrics);
        }

        Rehearse(metrics);
    }

    /// <inheritdoc/>
    public void Save(string folder)
    {
        Bake();
        Save(_model, _projection, folder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _projection.Dispose();
        _embedding.Dispose();
        _recordings.Dispose();
    }

    /// <summary>Reads both parts from the result of a stage.</summary>
    internal static (VoiceLanguageModel Model, OutputProjectionModel Projection) Load(string folder) => (
        VoiceLanguageModel.Load(Path.Combine(folder, ModelFolder)),
        OutputProjectionModel.Load(Path.Combine(folder, ProjectionFolder)));

    /// <summary>Writes both parts as the result of a stage.</summary>
    internal static void Save(VoiceLanguageModel model, OutputProjectionModel projection, string folder)
    {
        ModuleFolder.Save(
            model, model.Configuration, Directory.CreateDirectory(Path.Combine(folder, ModelFolder)).FullName);
        ModuleFolder.Save(
            projection, projection.Configuration, Directory.CreateDirectory(Path.Combine(folder, ProjectionFolder)).FullName);
    }

    private void Rehearse(StepMetrics metrics)
    {
        using var rehearsal = new VoiceRehearsal(_model);
        foreach (var utterance in _recordings.HeldOut.Take(RehearsedUtterances))
        {
            using var scope = NewDisposeScope();
            var units = _text.Of(_recordings.Utterances[utterance], 0, new Random(0));
            rehearsal.Measure(BakedRows([.. units.Select(static unit => (long)unit)]), _tokens[utterance].Length, metrics);
        }
    }

    private void Bake() => _embedding.BakeInto(_projection.OwnRows!);

    private Tensor BakedRows(long[] units) => _projection.OwnRows!.index_select(0, tensor(units)); // [units, d]

    private VoiceBatch Read(IReadOnlyList<int> utterances, double dropout, Random random) => new(
        [.. utterances.Select(index => (_text.Of(_recordings.Utterances[index], dropout, random), _tokens[index].ToArray()))],
        _model);
}
