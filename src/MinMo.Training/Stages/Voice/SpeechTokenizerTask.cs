using MinMo.Models.Checkpoints;
using MinMo.Models.Convolution;
using MinMo.Models.MelSpeech;
using MinMo.Models.SpeechTokens;
using MinMo.Training.Loop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>Trains the speech tokenizer together with the decoder that makes mel frames of tokens: frames must come back,
/// and letters must be readable from the tokens.</summary>
public sealed class SpeechTokenizerTask : ITrainingTask
{
    /// <summary>The stage's name in a workspace.</summary>
    public const string StageName = "speech-tokenizer";

    private const string TokenizerFolder = "tokenizer";
    private const string PriorFolder = "mel-prior";
    private const int TokensPerBatch = 650; // 26 s
    private const int EvaluationUtterances = 64;
    private const double ChangeWeight = 0.3;
    private const double LetterWeight = 0.15;

    private readonly AgentRecordings _recordings;
    private readonly LengthBatches _batches;
    private readonly SpeechTokenizer _tokenizer;
    private readonly MelPrior _prior;
    private readonly LetterReader _letters;
    private readonly MelSpectrogram _mel;

    private SpeechTokenizerTask(AgentRecordings recordings, LoopSettings settings)
    {
        manual_seed(settings.Seed);
        _recordings = recordings;
        _tokenizer = new SpeechTokenizer(new SpeechTokenizerConfiguration());
        _prior = new MelPrior(new MelPriorConfiguration());
        _letters = new LetterReader(_tokenizer.Configuration.Quantizer.Dimensions);
        _mel = new MelSpectrogram(Sizes);
        _batches = new LengthBatches(
            [.. recordings.Trained.Select(index => MelBatch.TokensOf(recordings.Utterances[index].SampleCount, Sizes))],
            TokensPerBatch,
            settings.Seed);
        Trained =
        [
            .. _tokenizer.named_parameters().Select(static named => ("tokenizer." + named.name, named.parameter)),
            .. _prior.named_parameters().Select(static named => ("prior." + named.name, named.parameter)),
            .. _letters.named_parameters().Select(static named => ("letters." + named.name, named.parameter)),
        ];
    }

    /// <summary>What <c>nano-en</c> uses: some 15 minutes of one core.</summary>
    public static LoopSettings Settings { get; } = new(4_500, 2e-3) { FinalFraction = 0.03, ClipNorm = 3 };

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Parameter Value)> Trained { get; }

    private MelConfiguration Sizes => _tokenizer.Configuration.Mel;

    /// <summary>Opens the agent's recordings.</summary>
    public static SpeechTokenizerTask Open(TrainingWorkspace workspace, LoopSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new SpeechTokenizerTask(AgentRecordings.Open(workspace), settings);
    }

    /// <summary>The tokenizer that this stage has trained.</summary>
    public static SpeechTokenizer LoadTokenizer(TrainingWorkspace workspace)
        => SpeechTokenizer.Load(TokenizerFolderOf(workspace));

    /// <summary>Fills a prior with what this stage has trained.</summary>
    public static void LoadPrior(TrainingWorkspace workspace, MelPrior prior)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ModuleFolder.Load(prior, Path.Combine(workspace.Stage(StageName).ResultFolder, PriorFolder));
    }

    /// <summary>Where the tokenizer is saved.</summary>
    internal static string TokenizerFolderOf(TrainingWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return Path.Combine(workspace.Stage(StageName).ResultFolder, TokenizerFolder);
    }

    /// <inheritdoc/>
    public Tensor Loss(long step, StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        int[] utterances = [.. _batches.At(step).Select(item => _recordings.Trained[item])];
        var pass = Run(utterances);
        metrics.Add("mel", pass.Mel.ToDouble() * Sizes.Deviation);
        metrics.Add("letters", pass.Letters.ToDouble());
        return pass.Mel + (pass.Change * ChangeWeight) + (pass.Letters * LetterWeight);
    }

    /// <inheritdoc/>
    public void Evaluate(StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var counts = zeros(_tokenizer.Configuration.Quantizer.CodeCount);
        foreach (var utterances in _recordings.HeldOut.Take(EvaluationUtterances).Chunk(8))
        {
            var pass = Run(utterances);
            metrics.Add("held_out_mel", pass.Mel.ToDouble() * Sizes.Deviation, utterances.Length);
            metrics.Add("held_out_letters", pass.Letters.ToDouble(), utterances.Length);
            var codes = _tokenizer.Configuration.Quantizer.Codes(pass.Digits).masked_select(pass.Inside.squeeze(1) > 0);
            counts += codes.bincount(null, counts.shape[0]);
        }

        var shares = counts / counts.sum();
        metrics.Add("held_out_perplexity", (-(shares * (shares + 1e-10).log()).sum()).exp().ToDouble());
    }

    /// <inheritdoc/>
    public void Save(string folder)
    {
        var tokenizer = Directory.CreateDirectory(Path.Combine(folder, TokenizerFolder)).FullName;
        ModuleFolder.Save(_tokenizer, _tokenizer.Configuration, tokenizer);
        var prior = Directory.CreateDirectory(Path.Combine(folder, PriorFolder)).FullName;
        ModuleFolder.Save(_prior, _prior.Configuration, prior);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tokenizer.Dispose();
        _prior.Dispose();
        _letters.Dispose();
        _mel.Dispose();
        _recordings.Dispose();
    }

    private Pass Run(IReadOnlyList<int> utterances)
    {
        var batch = MelBatch.Of(_recordings, utterances, _mel, Sizes);
        var inside = batch.TokensInside;                                          // [b, 1, t]
        var digits = _tokenizer.call(batch.Mel, batch.Inside) * inside.transpose(1, 2); // [b, t, dimensions]
        var made = _prior.call(digits, ConvolutionContext.Whole);                 // [b, bands, 2 t]
        var texts = utterances.Select(index => _recordings.Utterances[index].Text);
        return new Pass(
            digits,
            inside,
            MelDistance.Of(made, batch.Mel, batch.Inside),
            MelDistance.OfChange(made, batch.Mel, batch.Inside),
            LetterTargets.Loss(_letters.call(digits, inside), batch.Tokens, texts));
    }

    private sealed record Pass(Tensor Digits, Tensor Inside, Tensor Mel, Tensor Change, Tensor Letters);
}
