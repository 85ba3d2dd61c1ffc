using MinMo.Models.Checkpoints;
using MinMo.Models.Duplex;
using MinMo.Training.Corpora.Calls;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Ear;
using MinMo.Training.Stages.Mind;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Duplex;

/// <summary>Stage 4: the duplex predictor learns from simulated calls; everything else is frozen (MinMo, section 3.3).
/// </summary>
public sealed class DuplexTask : ITrainingTask
{
    /// <summary>The stage's name in a workspace.</summary>
    public const string StageName = "4";

    /// <summary>The calls to learn from.</summary>
    public const string Calls = "calls";

    /// <summary>The calls to measure on.</summary>
    public const string HeldOutCalls = "calls-heldout";

    private const int BatchRows = 3_000;
    private const double Noise = 0.1;   // of the hidden states, as a share of their deviation: against learning calls by heart
    private const double Dropout = 0.1; // of whole rows

    // Silence is most of a call; a change of the floor is rare and matters most.
    private static readonly float[] ClassWeights = [0.7f, 1, 1.5f, 2];

    private readonly DuplexPredictor _predictor;
    private readonly Stretch[] _training;
    private readonly Stretch[] _heldOut;
    private readonly BatchChooser _chooser;
    private readonly Tensor _weights;
    private readonly int _seed;

    internal DuplexTask(DuplexPredictor predictor, Stretch[] training, Stretch[] heldOut, int seed)
    {
        _predictor = predictor;
        (_training, _heldOut, _seed) = (training, heldOut, seed);
        _chooser = new BatchChooser(training.Select(stretch => (long)stretch.Length), BatchRows, seed);
        _weights = tensor(ClassWeights).DetachFromDisposeScope();
    }

    /// <summary>What <c>nano-en</c> uses.</summary>
    public static LoopSettings Settings { get; } = new(900, 2e-3) { WarmUpSteps = 50, WeightDecay = 0.05, EvaluateEvery = 300 };

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Parameter Value)> Trained => [.. _predictor.named_parameters()];

    /// <summary>Opens ear and language model of the stages before, and listens to all calls once.</summary>
    public static DuplexTask Open(TrainingWorkspace workspace, LoopSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var units = new MindUnits(TokenizerStage.Open(workspace));
        using var model = HearingModel.OpenTuned(workspace, units);
        var listening = new CallListening(model, units);
        manual_seed(settings.Seed);
        var predictor = StartingParts.Find(workspace, StartingParts.PredictorFolder) is { } folder
            ? DuplexPredictor.Load(folder)
            : new DuplexPredictor(new DuplexConfiguration { LanguageWidth = model.Mind.Configuration.HiddenSize });
        return new DuplexTask(
            predictor, Listen(listening, workspace.CorpusFolder(Calls)), Listen(listening, workspace.CorpusFolder(HeldOutCalls)),
            settings.Seed);
    }

    /// <inheritdoc/>
    public Tensor Loss(long step, StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        using var scope = NewDisposeScope();
        Stretch[] batch = [.. _chooser.Choose(step).Select(index => _training[index])];
        manual_seed(StepRandom.Of(_seed, step).Next());
        var (hidden, speaking, classes) = Stack(batch);
        hidden = hidden + (randn_like(hidden) * Noise * hidden.std());
        hidden = hidden * rand(hidden.shape[0], hidden.shape[1], 1).gt(Dropout).to(float32);
        var logits = Score(batch, hidden, speaking);
        var loss = nn.functional.cross_entropy(logits.flatten(0, 1), classes.flatten(), _weights, ignore_index: -1);
        metrics.Add("rows", classes.ge(0).sum().item<long>());
        return loss.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Evaluate(StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var (respond, yield) = (new TurnMeasures(), new TurnMeasures());
        foreach (var batch in _heldOut.OrderBy(stretch => stretch.Length).Chunk(24))
        {
            using var scope = NewDisposeScope();
            var (hidden, speaking, classes) = Stack(batch);
            var likely = nn.functional.softmax(Score(batch, hidden, speaking), -1); // [b, t, 4]
            var right = likely.argmax(-1).eq(classes);
            var counted = classes.ge(0);
            metrics.Add(
                "tick_accuracy", right.logical_and(counted).sum().item<long>() / (double)counted.sum().item<long>(),
                counted.sum().item<long>());
            for (var item = 0; item < batch.Length; item++)
            {
                Measure(respond, batch[item], likely[item], DuplexClass.Respond);
                Measure(yield, batch[item], likely[item], DuplexClass.Yield);
            }
        }

        metrics.Add("respond_f1", respond.F1, Math.Max(1, respond.Events));
        metrics.Add("yield_f1", yield.F1, Math.Max(1, yield.Events));
    }

    /// <inheritdoc/>
    public void Save(string folder) => ModuleFolder.Save(_predictor, _predictor.Configuration, folder);

    /// <inheritdoc/>
    public void Dispose()
    {
        _predictor.Dispose();
        _weights.Dispose();
    }

    private static Stretch[] Listen(CallListening listening, string folder)
    {
        using var corpus = CallCorpus.Open(folder);
        var stretches = new List<Stretch>();
        for (var call = 0; call < corpus.Calls.Count; call++)
        {
            stretches.AddRange(listening.Listen(corpus.Calls[call], corpus.Samples(call), call));
        }

        return [.. stretches];
    }

    private static void Measure(TurnMeasures measures, Stretch stretch, Tensor likely, DuplexClass sought)
    {
        using var scope = NewDisposeScope();
        var probabilities = likely.select(1, (long)sought).contiguous().data<float>().ToArray();
        bool?[] truth = [.. stretch.Classes.Select(known => known < 0 ? (bool?)null : known == (int)sought)];
        bool[] allowed = [.. stretch.Speaking.Select(speaks => speaks == (sought == DuplexClass.Yield))];
        measures.Add(probabilities, truth, allowed);
    }

    private static (Tensor Hidden, Tensor Speaking, Tensor Classes) Stack(Stretch[] batch)
    {
        var longest = batch.Max(stretch => stretch.Length);
        var width = batch[0].Hidden.Length / batch[0].Length;
        var hidden = new float[batch.Length * longest * width];
        var (speaking, classes) = (new long[batch.Length * longest], new long[batch.Length * longest]);
        Array.Fill(classes, -1);
        for (var item = 0; item < batch.Length; item++)
        {
            batch[item].Hidden.CopyTo(hidden, item * longest * width);
            for (var row = 0; row < batch[item].Length; row++)
            {
                speaking[(item * longest) + row] = batch[item].Speaking[row] ? 1 : 0;
                classes[(item * longest) + row] = batch[item].Classes[row];
            }
        }

        return (
            tensor(hidden, [batch.Length, longest, width]), tensor(speaking, [batch.Length, longest]),
            tensor(classes, [batch.Length, longest]));
    }

    private Tensor Score(Stretch[] batch, Tensor hidden, Tensor speaking)
    {
        using var context = _predictor.Whole([.. batch.Select(stretch => stretch.Length)], (int)hidden.shape[1]);
        return _predictor.call(hidden, speaking, context);
    }
}
