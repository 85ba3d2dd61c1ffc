using MinMo.Models.Checkpoints;
using MinMo.Models.Convolution;
using MinMo.Models.FlowMatching;
using MinMo.Models.MelSpeech;
using MinMo.Models.SpeechTokens;
using MinMo.Training.Loop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>Trains flow matching on the tokens of the frozen tokenizer, and the prior further.</summary>
public sealed class FlowTask : ITrainingTask
{
    /// <summary>The stage's name in a workspace.</summary>
    public const string StageName = "flow";

    private const int TokensPerBatch = 500; // 20 s
    private const int EvaluationUtterances = 32;
    private const double PriorWeight = 0.5;
    private const double ChangeWeight = 0.3;
    private const double Dropped = 0.2;

    private readonly AgentRecordings _recordings;
    private readonly LoopSettings _settings;
    private readonly LengthBatches _batches;
    private readonly SpeechTokenizer _tokenizer;
    private readonly MelDecoder _decoder;
    private readonly MelSpectrogram _mel;

    private FlowTask(AgentRecordings recordings, SpeechTokenizer tokenizer, MelDecoder decoder, LoopSettings settings)
    {
        (_recordings, _tokenizer, _decoder, _settings) = (recordings, tokenizer, decoder, settings);
        _mel = new MelSpectrogram(Sizes);
        _batches = new LengthBatches(
            [.. recordings.Trained.Select(index => MelBatch.TokensOf(recordings.Utterances[index].SampleCount, Sizes))],
            TokensPerBatch,
            settings.Seed);
        Trained = [.. decoder.named_parameters()];
    }

    /// <summary>What <c>nano-en</c> uses: some 10 minutes of one core.</summary>
    public static LoopSettings Settings { get; } = new(2_500, 1.5e-3) { FinalFraction = 0.03 };

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Parameter Value)> Trained { get; }

    private MelConfiguration Sizes => _tokenizer.Configuration.Mel;

    /// <summary>Opens the agent's recordings and what the tokenizer's stage has made.</summary>
    public static FlowTask Open(TrainingWorkspace workspace, LoopSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        manual_seed(settings.Seed);
        var decoder = new MelDecoder(new MelDecoderConfiguration());
        SpeechTokenizerTask.LoadPrior(workspace, decoder.Prior);
        return new FlowTask(
            AgentRecordings.Open(workspace), SpeechTokenizerTask.LoadTokenizer(workspace), decoder, settings);
    }

    /// <inheritdoc/>
    public Tensor Loss(long step, StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        int[] utterances = [.. _batches.At(step).Select(item => _recordings.Trained[item])];
        var (batch, digits) = Read(utterances);
        var mu = _decoder.Prior.call(digits, ConvolutionContext.Whole);                   // [b, bands, 2 t]
        var regression = MelDistance.Of(mu, batch.Mel, batch.Inside);
        var change = MelDistance.OfChange(mu, batch.Mel, batch.Inside);
        var flow = FlowLoss(batch, mu.detach(), StepRandom.OfVoice(_settings.Seed, step));
        metrics.Add("mel", regression.ToDouble() * Sizes.Deviation);
        metrics.Add("flow", flow.ToDouble());
        return flow + ((regression + (change * ChangeWeight)) * PriorWeight);
    }

    /// <inheritdoc/>
    public void Evaluate(StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (var utterances in _recordings.HeldOut.Take(EvaluationUtterances).Chunk(8))
        {
            var (batch, digits) = Read(utterances);
            var mu = _decoder.Prior.call(digits, ConvolutionContext.Whole);
            var flow = FlowLoss(batch, mu, new Random(utterances[0]));
            Add("held_out_mel", MelDistance.Of(mu, batch.Mel, batch.Inside) * Sizes.Deviation);
            Add("held_out_solved_mel", MelDistance.Of(_decoder.Whole(digits), batch.Mel, batch.Inside) * Sizes.Deviation);
            Add("held_out_flow", flow);
            void Add(string name, Tensor value) => metrics.Add(name, value.ToDouble(), utterances.Length);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Written to run on the regression alone, which is heard as well and costs less (decision 0005); whoever sets
    /// <c>flow.steps</c> above 0 gets the flow.</remarks>
    public void Save(string folder)
    {
        var sizes = _decoder.Configuration;
        ModuleFolder.Save(_decoder, sizes with { Flow = sizes.Flow with { Steps = 0 } }, folder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tokenizer.Dispose();
        _decoder.Dispose();
        _mel.Dispose();
        _recordings.Dispose();
    }

    private (MelBatch Batch, Tensor Digits) Read(IReadOnlyList<int> utterances)
    {
        using var noGradient = no_grad();
        var batch = MelBatch.Of(_recordings, utterances, _mel, Sizes);
        return (batch, _tokenizer.call(batch.Mel, batch.Inside) * batch.TokensInside.transpose(1, 2));
    }

    /// <summary>The velocity must point from the noise to the frames, at a random time (arXiv 2210.02747, equation 23).</summary>
    private Tensor FlowLoss(MelBatch batch, Tensor mu, Random random)
    {
        var rows = batch.Mel.shape[0];
        using var generator = new Generator((ulong)random.Next());
        var noise = randn(batch.Mel.shape, generator: generator);
        var time = 1 - (rand([rows], generator: generator) * (Math.PI / 2)).cos();           // [b]
        var kept = (rand([rows, 1, 1], generator: generator) > Dropped).to(ScalarType.Float32);
        var share = time.view(-1, 1, 1);
        var x = (noise * (1 - share)) + (batch.Mel * share);                                 // [b, bands, 2 t]
        var velocity = _decoder.Estimator.Velocity(x, mu * kept, time, ConvolutionContext.Whole);
        var error = velocity - (batch.Mel - noise);
        return (error * error * batch.Inside).sum() / (batch.Inside.sum() * batch.Mel.shape[1]);
    }
}
