using MinMo.Models.Checkpoints;
using MinMo.Models.Convolution;
using MinMo.Models.MelSpeech;
using MinMo.Models.Vocoder;
using MinMo.Training.Loop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>Trains the vocoder on mel frames of recordings, with spectral losses and no discriminator.</summary>
public sealed class VocoderTask : ITrainingTask
{
    /// <summary>The stage's name in a workspace.</summary>
    public const string StageName = "vocoder";

    private const int BatchSize = 8;
    private const int FramesPerSegment = 50;
    private const int EvaluationSegments = 32;
    private const int EvaluationSeed = 7919;

    private readonly AgentRecordings _recordings;
    private readonly LoopSettings _settings;
    private readonly SpectralVocoder _vocoder;
    private readonly MelSpectrogram _mel;
    private readonly SpectralDistance _distance = new(1024, 512, 256);

    private VocoderTask(AgentRecordings recordings, VocoderConfiguration configuration, LoopSettings settings)
    {
        (_recordings, _settings) = (recordings, settings);
        manual_seed(settings.Seed);
        _vocoder = new SpectralVocoder(configuration);
        _mel = new MelSpectrogram(configuration.Mel);
        Trained = [.. _vocoder.named_parameters()];
    }

    /// <summary>What <c>nano-en</c> uses: some 25 minutes of one core.</summary>
    public static LoopSettings Settings { get; } = new(7_000, 2e-3)
    {
        Beta1 = 0.8,
        Beta2 = 0.99,
        ClipNorm = 3,
        FinalFraction = 0.05,
    };

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Parameter Value)> Trained { get; }

    /// <summary>Opens the agent's recordings.</summary>
    public static VocoderTask Open(TrainingWorkspace workspace, LoopSettings settings)
        => new(AgentRecordings.Open(workspace), new VocoderConfiguration(), settings);

    /// <inheritdoc/>
    public Tensor Loss(long step, StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var segments = Segments(StepRandom.OfVoice(_settings.Seed, step), _recordings.Trained, BatchSize);
        var (log, convergence, mel) = Distances(segments);
        metrics.Add("log_magnitude", log.ToDouble());
        metrics.Add("mel", mel.ToDouble());
        return log + convergence + mel;
    }

    /// <inheritdoc/>
    public void Evaluate(StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var segments = Segments(new Random(EvaluationSeed), _recordings.HeldOut, EvaluationSegments);
        var (log, convergence, mel) = Distances(segments);
        metrics.Add("held_out_log_magnitude", log.ToDouble());
        metrics.Add("held_out_convergence", convergence.ToDouble());
        metrics.Add("held_out_mel", mel.ToDouble());
    }

    /// <inheritdoc/>
    public void Save(string folder) => ModuleFolder.Save(_vocoder, _vocoder.Configuration, folder);

    /// <inheritdoc/>
    public void Dispose()
    {
        _vocoder.Dispose();
        _mel.Dispose();
        _distance.Dispose();
        _recordings.Dispose();
    }

    private Tensor Segments(Random random, IReadOnlyList<int> from, int count)
    {
        var mel = _vocoder.Configuration.Mel;
        return _recordings.Segments(random, from, count, (FramesPerSegment * mel.HopSamples) + (2 * mel.EdgeSamples));
    }

    /// <summary>Losses; the mel distance is in natural logarithms.</summary>
    private (Tensor LogMagnitude, Tensor Convergence, Tensor Mel) Distances(Tensor segments)
    {
        var sizes = _vocoder.Configuration.Mel;
        var frames = _mel.Frames(segments);                                                   // [b, bands, t]
        var recorded = segments.narrow(1, sizes.EdgeSamples, FramesPerSegment * sizes.HopSamples);
        var made = _vocoder.call(frames, ConvolutionContext.Whole);                           // [b, n]
        var (log, convergence) = _distance.Of(made, recorded);
        var inner = FramesPerSegment - 4;
        var remade = _mel.Frames(made.narrow(1, (2 * sizes.HopSamples) - sizes.EdgeSamples,
            (inner * sizes.HopSamples) + (2 * sizes.EdgeSamples)));                           // [b, bands, inner]
        var mel = (remade - frames.narrow(2, 2, inner)).abs().mean() * sizes.Deviation;
        return (log, convergence, mel);
    }
}
