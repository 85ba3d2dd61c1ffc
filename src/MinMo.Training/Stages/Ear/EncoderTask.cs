using MinMo.Models.Checkpoints;
using MinMo.Models.Ctc;
using MinMo.Models.SpeechEncoder;
using MinMo.Models.Tokenization;
using MinMo.Training.Corpora.Speech;
using MinMo.Training.Judges;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Mind;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Ear;

/// <summary>Pretrains the speech encoder, which the paper takes ready made: CTC on the language model's units, and on
/// letters half way up.</summary>
public sealed class EncoderTask : ITrainingTask
{
    /// <summary>The stage's name in a workspace.</summary>
    public const string StageName = "encoder";

    private const string HeadsFile = "heads.safetensors";
    private const double ClearUnitWeight = 0.1;
    private const int RefreshEvery = 200; // steps after which utterances made since are looked for

    private readonly EncoderTaskSettings _settings;
    private readonly ISpokenExamples _training;
    private readonly ISpokenExamples _heldOut;
    private readonly SpeechEncoderModel _encoder;
    private readonly RecognitionUnits _units;
    private readonly CtcHead _unitHead;
    private readonly CtcHead _letterHead;
    private readonly EarBatches _batches;
    private readonly EarBatches _heldOutBatches;
    private readonly int _seed;
    private BatchChooser? _chooser;
    private BatchChooser? _clearChooser;
    private Tensor? _middle;

    /// <summary>Makes an encoder with random weights.</summary>
    /// <param name="training">Utterances to learn from.</param>
    /// <param name="heldOut">Utterances to measure on.</param>
    /// <param name="tokenizer">The language model's; null for letters alone.</param>
    /// <param name="settings">Sizes.</param>
    /// <param name="seed">Of weights and order.</param>
    public EncoderTask(
        ISpokenExamples training, ISpokenExamples heldOut, BytePairTokenizer? tokenizer, EncoderTaskSettings settings, int seed)
    {
        (_training, _heldOut, _seed) = (training, heldOut, seed);
        random.manual_seed(seed);
        var configuration = FeatureStatistics.Complete(settings.Encoder, training);
        _settings = settings with { Encoder = configuration };
        _units = tokenizer is null ? RecognitionUnits.Characters : RecognitionUnits.Of(tokenizer);
        _encoder = new SpeechEncoderModel(configuration) { LayerFinished = KeepMiddle };
        _unitHead = new CtcHead(configuration.Width, _units);
        _letterHead = new CtcHead(configuration.Width, RecognitionUnits.Characters);
        var features = new SpeechFeatures(configuration);
        _batches = new EarBatches(training, features, new FeatureAugmentation());
        _heldOutBatches = new EarBatches(heldOut, features, new FeatureAugmentation());
    }

    /// <summary>What <c>nano-en</c> uses: a minute of speech and half a CPU second a step.</summary>
    public static LoopSettings Settings { get; } = new(24_000, 2e-3)
    {
        WarmUpSteps = 300,
        OrthogonalSteps = true,
        ClipNorm = 2,
        EvaluateEvery = 500,
    };

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Parameter Value)> Trained =>
    [
        .. _encoder.named_parameters().Select(named => ("encoder." + named.name, named.parameter)),
        .. _unitHead.named_parameters().Select(named => ("units." + named.name, named.parameter)),
        .. _letterHead.named_parameters().Select(named => ("letters." + named.name, named.parameter)),
    ];

    /// <summary>Opens the callers' recordings and the units.</summary>
    public static EncoderTask Open(TrainingWorkspace workspace, LoopSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new EncoderTask(
            CallerRecordings.OpenTraining(workspace), CallerRecordings.OpenHeldOut(workspace),
            TokenizerStage.Open(workspace), new EncoderTaskSettings(), settings.Seed);
    }

    /// <inheritdoc/>
    public Tensor Loss(long step, StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (step % RefreshEvery == 0)
        {
            _training.Refresh();
            (_chooser, _clearChooser) = (null, null);
        }

        using var scope = NewDisposeScope();
        var isClear = step < _settings.ClearSteps;
        var batch = isClear
            ? _batches.Plain((_clearChooser ??= ClearChooser()).Choose(step))
            : _batches.Augmented((_chooser ??= Chooser()).Choose(step), StepRandom.Of(_seed + 1, step));
        using var context = _encoder.Whole(batch.Lengths, batch.RowCount);
        var hidden = _encoder.call(batch.Rows, context); // [b, t, d]
        using var middle = TakeMiddle();
        var texts = batch.Indices.Select(_training.TextOf).ToArray();
        var units = _unitHead.Loss(hidden, batch.Lengths, [.. texts.Select(_units.Encode)]);
        var letters = _letterHead.Loss(middle, batch.Lengths, [.. texts.Select(RecognitionUnits.Characters.Encode)]);
        metrics.Add("unit_loss", units.ToDouble());
        metrics.Add("letter_loss", letters.ToDouble());
        metrics.Add("speech_seconds", batch.Lengths.Sum() * 0.04);
        var loss = isClear ? letters + (units * ClearUnitWeight) : units + (letters * _settings.LetterWeight);
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
            var batch = _heldOutBatches.Plain(part);
            using var context = _encoder.Whole(batch.Lengths, batch.RowCount);
            var logits = _unitHead.call(_encoder.call(batch.Rows, context));
            TakeMiddle().Dispose();
            var heard = GreedyCtc.Decode(logits, batch.Lengths, _units.Blank);
            for (var item = 0; item < part.Length; item++)
            {
                var errors = WordErrors.Between(_heldOut.TextOf(part[item]), _units.Decode(heard[item]));
                metrics.Add($"word_error_{_heldOut.GroupOf(part[item])}", errors.Rate, Math.Max(1, errors.Words));
            }
        }
    }

    /// <inheritdoc/>
    public void Save(string folder)
    {
        ModuleFolder.Save(_encoder, _encoder.Configuration, folder);
        TrainingCheckpoint.Write(
            Path.Combine(folder, HeadsFile),
            Trained.Where(named => !named.Name.StartsWith("encoder.", StringComparison.Ordinal))
                .Select(named => (named.Name, (Tensor)named.Value)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _encoder.Dispose();
        _unitHead.Dispose();
        _letterHead.Dispose();
    }

    private BatchChooser Chooser() => new(
        Enumerable.Range(0, _training.Count).Select(index => (long)_training.SampleCountOf(index)),
        (long)(_settings.BatchSeconds * SpeechCorpus.SampleRate), _seed);

    private BatchChooser ClearChooser()
    {
        var most = (long)(_settings.MostClearSeconds * SpeechCorpus.SampleRate);
        return new BatchChooser(
            Enumerable.Range(0, _training.Count).Select(
                index => _training.SampleCountOf(index) <= most && _training.IsClear(index) ? _training.SampleCountOf(index) : 0L),
            (long)(_settings.ClearBatchSeconds * SpeechCorpus.SampleRate), _seed);
    }

    private void KeepMiddle(int layer, Tensor x)
    {
        if (layer == _settings.LetterLayer)
        {
            _middle = x.alias().DetachFromDisposeScope();
        }
    }

    private Tensor TakeMiddle()
    {
        var middle = _middle ?? throw new InvalidOperationException("the encoder has fewer layers than the letters need");
        _middle = null;
        return middle;
    }
}
