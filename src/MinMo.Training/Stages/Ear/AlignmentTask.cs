using MinMo.Models.Ctc;
using MinMo.Models.SpeechEncoder;
using MinMo.Training.Judges;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Mind;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Ear;

/// <summary>
/// Aligns hearing with the frozen language model: stage 1a the projector alone, stage 1b projector and encoder (MinMo,
/// section 3). Each row is taught to be the embedding of what is heard, by CTC whose logits are tied to the model's
/// embeddings, and in 1b also through the model: heard sentences are to be answered as typed ones.
/// </summary>
public sealed class AlignmentTask : ITrainingTask
{
    /// <summary>The name of stage 1a in a workspace.</summary>
    public const string PreAlignName = "1a";

    /// <summary>The name of stage 1b in a workspace.</summary>
    public const string FullAlignName = "1b";

    private const int RefreshEvery = 200;
    private const int MostPositions = 320;

    private readonly AlignmentTaskSettings _settings;
    private readonly ISpokenExamples _training;
    private readonly ISpokenExamples _heldOut;
    private readonly HearingModel _model;
    private readonly RecognitionUnits _units;
    private readonly EarBatches _batches;
    private readonly EarBatches _heldOutBatches;
    private readonly HeardAnswers? _answers;
    private readonly int _seed;
    private BatchChooser _chooser;

    internal AlignmentTask(
        (ISpokenExamples Training, ISpokenExamples HeldOut) examples, HearingModel model, MindUnits units,
        AlignmentTaskSettings settings, int seed)
    {
        (_training, _heldOut) = examples;
        (_model, _settings, _seed) = (model, settings, seed);
        _units = RecognitionUnits.Of(units.Tokenizer);
        var features = new SpeechFeatures(model.Encoder.Configuration);
        _batches = new EarBatches(_training, features, new FeatureAugmentation());
        _heldOutBatches = new EarBatches(_heldOut, features, new FeatureAugmentation());
        _answers = settings.AnswerWeight > 0 ? new HeardAnswers(model, units, MostPositions) : null;
        _chooser = Chooser();
    }

    /// <summary>What <c>nano-en</c> uses for 1a.</summary>
    public static LoopSettings PreAlignSettings { get; } = new(400, 2e-3) { WarmUpSteps = 60, ClipNorm = 2, EvaluateEvery = 200 };

    /// <summary>What <c>nano-en</c> uses for 1b.</summary>
    public static LoopSettings FullAlignSettings { get; } = new(4_000, 1e-3)
    {
        WarmUpSteps = 40,
        OrthogonalSteps = true,
        ClipNorm = 2,
        EvaluateEvery = 500,
    };

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Parameter Value)> Trained =>
    [
        .. _model.Projector.named_parameters().Select(named => ("projector." + named.name, named.parameter)),
        .. _settings.TrainsEncoder
            ? _model.Encoder.named_parameters().Select(named => ("encoder." + named.name, named.parameter))
            : [],
    ];

    /// <summary>Opens 1a: a new projector, or the one the plan was given, behind the pretrained encoder.</summary>
    public static AlignmentTask OpenPreAlign(TrainingWorkspace workspace, LoopSettings settings)
    {
        var units = new MindUnits(TokenizerStage.Open(workspace));
        manual_seed(settings.Seed);
        var model = HearingModel.Open(
            workspace, workspace.Stage(EncoderTask.StageName).ResultFolder,
            StartingParts.Find(workspace, StartingParts.ProjectorFolder), units);
        return new AlignmentTask(Speech(workspace), model, units, new AlignmentTaskSettings(), settings.Seed);
    }

    /// <summary>Opens 1b: the projector of 1a and the encoder are trained together, through the language model too.</summary>
    public static AlignmentTask OpenFullAlign(TrainingWorkspace workspace, LoopSettings settings)
    {
        var units = new MindUnits(TokenizerStage.Open(workspace));
        manual_seed(settings.Seed);
        var model = HearingModel.Open(
            workspace, workspace.Stage(EncoderTask.StageName).ResultFolder,
            Path.Combine(workspace.Stage(PreAlignName).ResultFolder, HearingModel.ProjectorFolder), units);
        var sizes = new AlignmentTaskSettings { TrainsEncoder = true, AnswerWeight = 0.2 };
        return new AlignmentTask(Speech(workspace), model, units, sizes, settings.Seed + 1);
    }

    /// <inheritdoc/>
    public Tensor Loss(long step, StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (step % RefreshEvery == 0)
        {
            _training.Refresh();
            _chooser = Chooser();
        }

        using var scope = NewDisposeScope();
        var batch = _batches.Augmented(_chooser.Choose(step), StepRandom.Of(_seed + 1, step));
        var (logits, lengths) = _model.Hear(batch, _settings.TrainsEncoder);
        string[] texts = [.. batch.Indices.Select(_training.TextOf)];
        var loss = CtcHead.Loss(logits, lengths, [.. texts.Select(_units.Encode)], _units.Blank);
        metrics.Add("unit_loss", loss.ToDouble());
        metrics.Add("speech_seconds", lengths.Sum() * 0.08);
        if (_answers is not null && step % _settings.AnswerEvery == 0)
        {
            var count = Math.Min(_settings.AnsweredUtterances, texts.Length);
            var answer = _answers.Loss(logits.narrow(0, 0, count), lengths[..count], texts[..count]);
            metrics.Add("answer_loss", answer.ToDouble());
            loss = loss + (answer * _settings.AnswerWeight);
        }

        return loss.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Evaluate(StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var count = Math.Min(_heldOut.Count, _settings.EvaluatedUtterances);
        var indices = Enumerable.Range(0, count).Select(place => (int)((long)place * _heldOut.Count / count))
            .OrderBy(_heldOut.SampleCountOf);
        foreach (var part in indices.Chunk(24))
        {
            using var scope = NewDisposeScope();
            var (logits, lengths) = _model.Hear(_heldOutBatches.Plain(part), trainsEncoder: false);
            var heard = GreedyCtc.Decode(logits, lengths, _units.Blank);
            for (var item = 0; item < part.Length; item++)
            {
                var errors = WordErrors.Between(_heldOut.TextOf(part[item]), _units.Decode(heard[item]));
                metrics.Add($"word_error_{_heldOut.GroupOf(part[item])}", errors.Rate, Math.Max(1, errors.Words));
            }
        }
    }

    /// <inheritdoc/>
    public void Save(string folder) => _model.Save(folder, withEncoder: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        _answers?.Dispose();
        _model.Dispose();
    }

    private static (ISpokenExamples, ISpokenExamples) Speech(TrainingWorkspace workspace)
        => (CallerRecordings.OpenTraining(workspace), CallerRecordings.OpenHeldOut(workspace));

    private BatchChooser Chooser() => new(
        Enumerable.Range(0, _training.Count).Select(index => (long)_training.SampleCountOf(index)),
        (long)(_settings.BatchSeconds * 16_000), _seed);
}
