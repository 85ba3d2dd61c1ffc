using MinMo.Training.Corpora.Text;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Ear;
using MinMo.Training.Stages.Lora;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Mind;

/// <summary>
/// Stage 1c: the language model learns, by low-rank adapters, to answer what the aligned ear gives it (MinMo, section 3).
/// </summary>
/// <remarks>Dialogues are said with rows that the ear gave for the words of recorded utterances; a share stays typed, so
/// that the ability to answer text is kept.</remarks>
public sealed class SpokenTuningTask : ITrainingTask
{
    /// <summary>The stage's name in a workspace.</summary>
    public const string StageName = "1c";

    /// <summary>Folder of the merged language model in the stage's result.</summary>
    public const string MindFolder = "llm";

    private const double TypedShare = 0.25;
    private const int Dialogues = 10;
    private const int MostPositions = 384;
    private const int RecordedUtterances = 6_000;
    private const int EvaluatedDialogues = 56;
    private const int EvaluationSeed = 90_001;
    private const int Rounds = 16;

    private readonly HearingModel _model;
    private readonly MindUnits _units;
    private readonly WordRows _words;
    private readonly WordRows _heldOutWords;
    private readonly MindAdapters _adapters;
    private readonly ScriptLoss _loss;
    private readonly DialogueWriting _writing;
    private readonly int _seed;
    private (long Block, Dialogue[] Dialogues) _written = (-1, []);

    internal SpokenTuningTask(
        HearingModel model, MindUnits units, (ISpokenExamples Training, ISpokenExamples HeldOut) examples,
        AdapterShape adapters, int seed)
    {
        (_model, _units, _seed) = (model, units, seed);
        manual_seed(seed);
        _words = WordRows.Record(model, examples.Training, units, RecordedUtterances);
        _heldOutWords = WordRows.Record(model, examples.HeldOut, units, RecordedUtterances);
        _adapters = new MindAdapters(model.Mind, adapters);
        _loss = new ScriptLoss(model.Mind, MostPositions);
        _writing = new DialogueWriting(units);
    }

    /// <summary>What <c>nano-en</c> uses.</summary>
    public static LoopSettings Settings { get; } = new(1_500, 1e-3) { WarmUpSteps = 40, WeightDecay = 0, EvaluateEvery = 500 };

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Parameter Value)> Trained => [.. _adapters.Parameters];

    /// <summary>Opens the ear of 1b and the language model.</summary>
    public static SpokenTuningTask Open(TrainingWorkspace workspace, LoopSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var units = new MindUnits(TokenizerStage.Open(workspace));
        var aligned = workspace.Stage(AlignmentTask.FullAlignName).ResultFolder;
        var model = HearingModel.Open(
            workspace, Path.Combine(aligned, HearingModel.EncoderFolder), Path.Combine(aligned, HearingModel.ProjectorFolder), units);
        return new SpokenTuningTask(
            model, units, (CallerRecordings.OpenTraining(workspace), CallerRecordings.OpenHeldOut(workspace)),
            AdapterShape.Default, settings.Seed);
    }

    /// <inheritdoc/>
    public Tensor Loss(long step, StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var source = StepRandom.Of(_seed, step);
        var scripts = DialoguesOf(step).Select(dialogue => source.NextDouble() < TypedShare
            ? _writing.Typed(dialogue)
            : _writing.Heard(dialogue, text => _words.Say(text, source)));
        using var scope = NewDisposeScope();
        var packed = new PackedScripts(scripts.Select(script => script.Positions), 192, MostPositions);
        var loss = _loss.Of(packed, _model.Embeddings, _words.Table);
        metrics.Add("positions", packed.Count * packed.Length);
        return loss.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Evaluate(StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        metrics.Add("recorded_words", _words.WordCount);
        var dialogues = SkillDialogues.Write(EvaluationSeed, EvaluatedDialogues, heldOut: true).ToArray();
        new DialogueTrial(_units, _writing).Run(
            _model.Mind, dialogues, (script, exchange) => script.Append(_units.Of(exchange.User), 0),
            (_, reply) => metrics.Add("right_typed", reply.IsRight ? 1 : 0));
        var source = new Random(EvaluationSeed);
        new DialogueTrial(_units, _writing, _heldOutWords.Rows).Run(
            _model.Mind, dialogues,
            (script, exchange) => _writing.AppendHeard(script, _heldOutWords.Say(exchange.User, source)),
            (_, reply) => metrics.Add("right_heard", reply.IsRight ? 1 : 0));
    }

    /// <inheritdoc/>
    public void Save(string folder)
        => _adapters.WriteMerged(Directory.CreateDirectory(Path.Combine(folder, MindFolder)).FullName);

    /// <inheritdoc/>
    public void Dispose()
    {
        _words.Dispose();
        _heldOutWords.Dispose();
        _loss.Dispose();
        _model.Dispose();
    }

    private Dialogue[] DialoguesOf(long step)
    {
        var (block, place) = (step / Rounds, (int)(step % Rounds));
        if (_written.Block != block)
        {
            var seed = StepRandom.Of(_seed + 1, block).Next();
            _written = (block, [.. SkillDialogues.Write(seed, Rounds * Dialogues, heldOut: false)]);
        }

        return _written.Dialogues[(place * Dialogues)..((place + 1) * Dialogues)];
    }
}
