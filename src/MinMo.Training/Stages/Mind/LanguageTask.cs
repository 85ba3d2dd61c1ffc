using MinMo.Models.Language;
using MinMo.Models.Tokenization;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Loop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Mind;

/// <summary>Pretrains the language model on written dialogues, which the paper takes ready made. User turns are typed,
/// or look like the rows that the input projector will give.</summary>
public sealed class LanguageTask : ITrainingTask
{
    /// <summary>The stage's name in a workspace.</summary>
    public const string StageName = "llm";

    private const int SpelledUnits = 192;
    private const int EvaluationSeed = 90_001;
    private const int Rounds = 16; // steps whose dialogues are written together, so that the skills take even turns

    private readonly LanguageTaskSettings _settings;
    private readonly LoopSettings _loop;
    private readonly MindUnits _units;
    private readonly DecoderModel _model;
    private readonly SpelledEmbedding _embedding;
    private readonly DialogueWriting _writing;
    private readonly StreamSimulation _streams;
    private readonly ScriptLoss _loss;
    private (long Block, Dialogue[] Dialogues) _written = (-1, []);

    /// <summary>Makes a model with random weights.</summary>
    /// <param name="tokenizer">The units.</param>
    /// <param name="settings">Sizes.</param>
    /// <param name="loop">Steps and seed.</param>
    public LanguageTask(BytePairTokenizer tokenizer, LanguageTaskSettings settings, LoopSettings loop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _loop) = (settings, loop);
        _units = new MindUnits(tokenizer);
        manual_seed(loop.Seed);
        var sizes = settings.Decoder with { VocabularySize = _units.Count };
        _model = new DecoderModel(sizes);
        _model.Initialise(0.04, random.manual_seed(loop.Seed));
        _embedding = new SpelledEmbedding(_units, sizes.HiddenSize);
        _writing = new DialogueWriting(_units);
        _streams = new StreamSimulation(_units, new SimilarUnits(_units), new StreamSettings());
        _loss = new ScriptLoss(_model, settings.MostPositions);
    }

    /// <summary>What <c>nano-en</c> uses: half a CPU second a step.</summary>
    public static LoopSettings Settings { get; } = new(8_000, 2e-3)
    {
        WarmUpSteps = 150,
        WeightDecay = 0.05,
        Beta2 = 0.98,
        EvaluateEvery = 800,
    };

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Parameter Value)> Trained =>
    [
        .. _model.named_parameters().Where(named => named.name != DecoderFolder.EmbeddingName)
            .Select(named => (named.name, named.parameter)),
        .. _embedding.named_parameters().Select(named => ("embedding." + named.name, named.parameter)),
    ];

    /// <summary>Opens the units.</summary>
    public static LanguageTask Open(TrainingWorkspace workspace, LoopSettings settings)
        => new(TokenizerStage.Open(workspace), new LanguageTaskSettings(), settings);

    /// <inheritdoc/>
    public Tensor Loss(long step, StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var source = StepRandom.Of(_loop.Seed, step);
        var heardShare = _settings.HeardShare * Math.Clamp(((2.0 * step / _loop.Steps) - 0.2) / 0.8, 0, 1);
        var scripts = DialoguesOf(step).Select(dialogue => source.NextDouble() < heardShare
            ? _writing.Heard(dialogue, text => _streams.Write(_units.Of(text), source))
            : _writing.Typed(dialogue));
        using var scope = NewDisposeScope();
        var packed = new PackedScripts(scripts.Select(script => script.Positions), 192, _settings.MostPositions);
        var embeddings = _embedding.All(); // [V, d]
        var loss = _loss.Of(packed, embeddings, heard: null);
        var spelling = _embedding.SpellingLoss(embeddings, randint(0, _units.Count, [SpelledUnits], int64));
        metrics.Add("answer_loss", loss.ToDouble());
        metrics.Add("spelling_loss", spelling.ToDouble());
        metrics.Add("positions", packed.Count * packed.Length);
        return (loss + (spelling * _settings.SpellingWeight)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Evaluate(StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        Bake();
        var dialogues = SkillDialogues.Write(EvaluationSeed, _settings.EvaluatedDialogues, heldOut: true).ToArray();
        var trial = new DialogueTrial(_units, _writing);
        trial.Run(
            _model, dialogues, (script, exchange) => script.Append(_units.Of(exchange.User), 0),
            (_, reply) => metrics.Add("right_typed", reply.IsRight ? 1 : 0));
        var source = new Random(EvaluationSeed);
        trial.Run(
            _model, dialogues,
            (script, exchange) => _writing.AppendHeard(script, _streams.Write(_units.Of(exchange.User), source)),
            (_, reply) => metrics.Add("right_heard", reply.IsRight ? 1 : 0));
    }

    /// <inheritdoc/>
    public void Save(string folder)
    {
        Bake();
        DecoderFolder.Write(_model, folder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _embedding.Dispose();
        _loss.Dispose();
    }

    private Dialogue[] DialoguesOf(long step)
    {
        var (block, place) = (step / Rounds, (int)(step % Rounds));
        if (_written.Block != block)
        {
            var seed = StepRandom.Of(_loop.Seed + 1, block).Next();
            _written = (block, [.. SkillDialogues.Write(seed, Rounds * _settings.Dialogues, heldOut: false)]);
        }

        return _written.Dialogues[(place * _settings.Dialogues)..((place + 1) * _settings.Dialogues)];
    }

    private void Bake() => _embedding.BakeInto(_model.get_parameter(DecoderFolder.EmbeddingName)!);
}
