using MinMo.Models.Checkpoints;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>Log-mel frames to a waveform: a harmonic excitation from a predicted fundamental, upsampling filters, and an
/// inverse Fourier transform for the last step.</summary>
/// <remarks>HiFTNet (arXiv 2309.09493), <c>HiFTGenerator</c> of CosyVoice 2.</remarks>
public sealed class HiftVocoder : nn.Module
{
    /// <summary>Name of the weights in a CosyVoice 2 folder.</summary>
    public const string WeightsFile = "hift.pt";

    private const int OuterKernel = 7;

    private readonly SpectralFrames _spectra;

    [ComponentName(Name = "f0_predictor")]
    private readonly FundamentalPredictor _predictor;

    [ComponentName(Name = "m_source")]
    private readonly HarmonicSource _source;

    [ComponentName(Name = "conv_pre")]
    private readonly Conv1d _input;

    [ComponentName(Name = "ups")]
    private readonly ModuleList<ConvTranspose1d> _upsamples;

    [ComponentName(Name = "source_downs")]
    private readonly ModuleList<Conv1d> _sourceDowns;

    [ComponentName(Name = "source_resblocks")]
    private readonly ModuleList<DilatedResidualBlock> _sourceBlocks;

    [ComponentName(Name = "resblocks")]
    private readonly ModuleList<DilatedResidualBlock> _blocks;

    [ComponentName(Name = "conv_post")]
    private readonly Conv1d _output;

    /// <summary>Makes a vocoder with random weights, drawn from torch's generator.</summary>
    public HiftVocoder(HiftConfiguration configuration)
        : base(nameof(HiftVocoder))
    {
        Configuration = configuration;
        int[] stages = [.. Enumerable.Range(0, configuration.UpsampleRates.Count)];
        _spectra = new SpectralFrames(configuration.WindowSamples, configuration.HopSamples);
        _predictor = new FundamentalPredictor(configuration.Bands, configuration.PredictorWidth);
        _source = new HarmonicSource(configuration);
        _input = nn.Conv1d(configuration.Bands, configuration.BaseWidth, OuterKernel, padding: OuterKernel / 2);
        _upsamples = new([.. stages.Select(stage => Upsample(configuration, stage))]);
        _sourceDowns = new([.. stages.Select(stage => SourceDown(configuration, stage))]);
        _sourceBlocks = new([.. stages.Select(stage => new DilatedResidualBlock(
            configuration.Width(stage), configuration.SourceKernels[stage], configuration.SourceDilations[stage]))]);
        _blocks = new([.. stages.SelectMany(stage => configuration.ResidualKernels.Zip(configuration.ResidualDilations)
            .Select(block => new DilatedResidualBlock(configuration.Width(stage), block.First, block.Second)))]);
        _output = nn.Conv1d(
            configuration.Width(stages[^1]), 2 * configuration.Bins, OuterKernel, padding: OuterKernel / 2);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public HiftConfiguration Configuration { get; }

    /// <summary>Reads a CosyVoice 2 folder: <c>cosyvoice2.yaml</c> and <see cref="WeightsFile"/>.</summary>
    /// <exception cref="CheckpointFormatException">A file is missing or malformed, or weights do not fit the sizes.</exception>
    public static HiftVocoder Load(string folder)
    {
        using var weights = CosyVoiceFiles.OpenWeights(folder, WeightsFile);
        return From(weights, HiftConfiguration.Read(YamlSettings.Read(Path.Combine(folder, CosyVoiceFiles.Settings))));
    }

    /// <summary>Takes weights with the public names, those of weight norm as they are.</summary>
    /// <exception cref="CheckpointFormatException">One is missing, has another shape, or has no place.</exception>
    public static HiftVocoder From(ICheckpoint weights, HiftConfiguration configuration)
    {
        var vocoder = new HiftVocoder(configuration);
        using var effective = new WeightNormCheckpoint(weights, HiftNames.Plain);
        PublicWeights.Fill(vocoder, effective);
        vocoder.eval();
        return vocoder;
    }

    /// <summary>The fundamental frequency.</summary>
    /// <param name="mel"><c>[b, bands, t]</c>.</param>
    /// <returns>Hz, <c>[b, t]</c>.</returns>
    public Tensor Fundamental(Tensor mel) => _predictor.call(mel);

    /// <summary>The excitation.</summary>
    /// <param name="fundamental">Hz, <c>[b, t]</c>.</param>
    /// <param name="noise">Normal, <c>[b, n, sines]</c>; null for none.</param>
    /// <returns>The excitation, <c>[b, 1, n]</c>, and 1 at voiced samples, <c>[b, n, 1]</c>.</returns>
    public (Tensor Source, Tensor Voiced) Excite(Tensor fundamental, Tensor? noise) => _source.Excite(fundamental, noise);

    /// <summary>Renders frames.</summary>
    /// <param name="mel"><c>[b, bands, t]</c>.</param>
    /// <param name="noise">Of the excitation, normal, <c>[b, n, sines]</c>; null for none.</param>
    /// <param name="begin">An excitation that replaces the first samples of the new one, <c>[b, 1, m]</c>; null for none.</param>
    /// <returns>Samples in -1 ... 1, <c>[b, n]</c>, and the excitation, <c>[b, 1, n]</c>.</returns>
    public (Tensor Wave, Tensor Source) Render(Tensor mel, Tensor? noise, Tensor? begin = null)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var source = Excite(Fundamental(mel), noise).Source;
        if (begin is not null)
        {
            var kept = begin.shape[2];
            source = cat([begin, source.narrow(2, kept, source.shape[2] - kept)], 2);
        }

        return (Decode(mel, source).MoveToOuterDisposeScope(), source.MoveToOuterDisposeScope());
    }

    /// <summary>Renders frames faster or slower, at the same pitch.</summary>
    /// <param name="mel"><c>[b, bands, t]</c>.</param>
    /// <param name="speed">1 changes nothing, 2 halves the time.</param>
    /// <returns><c>[b, bands, t / speed]</c>, the number of frames rounded down.</returns>
    public static Tensor AtSpeed(Tensor mel, double speed) => nn.functional.interpolate(
        mel, size: [(long)(mel.shape[2] / speed)], mode: InterpolationMode.Linear, align_corners: false);

    /// <summary>Filters an excitation.</summary>
    /// <param name="mel"><c>[b, bands, t]</c>.</param>
    /// <param name="source"><c>[b, 1, n]</c>.</param>
    /// <returns>Samples, <c>[b, n]</c>.</returns>
    public Tensor Decode(Tensor mel, Tensor source)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (real, imaginary) = _spectra.Forward(source.squeeze(1));
        var spectra = cat([real, imaginary], 1);                                       // [b, 2 * bins, f]
        var x = _input.call(mel);                                                      // [b, base, t]
        for (var stage = 0; stage < _upsamples.Count; stage++)
        {
            x = _upsamples[stage].call(nn.functional.leaky_relu(x, Configuration.Slope));
            x = stage == _upsamples.Count - 1 ? nn.functional.pad(x, [1, 0], PaddingModes.Reflect) : x;
            x = x + _sourceBlocks[stage].call(_sourceDowns[stage].call(spectra));      // [b, width, rate * t]
            x = MeanOfBlocks(x, stage);
        }

        var parts = _output.call(nn.functional.leaky_relu(x)).chunk(2, 1);             // [b, bins, f] each; slope 0.01
        var wave = _spectra.Inverse(parts[0].exp(), parts[1].sin());
        return wave.clamp(-Configuration.Limit, Configuration.Limit).MoveToOuterDisposeScope();
    }

    /// <summary>The spectral transforms at its sizes.</summary>
    internal SpectralFrames Spectra => _spectra;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _spectra.Dispose();
        }

        base.Dispose(disposing);
    }

    private static ConvTranspose1d Upsample(HiftConfiguration configuration, int stage)
    {
        var (rate, kernel) = (configuration.UpsampleRates[stage], configuration.UpsampleKernels[stage]);
        return nn.ConvTranspose1d(
            configuration.BaseWidth >> stage, configuration.Width(stage), kernel, stride: rate, padding: (kernel - rate) / 2);
    }

    private static Conv1d SourceDown(HiftConfiguration configuration, int stage)
    {
        var stride = configuration.SourceStride(stage);
        return stride == 1
            ? nn.Conv1d(2 * configuration.Bins, configuration.Width(stage), 1)
            : nn.Conv1d(2 * configuration.Bins, configuration.Width(stage), 2 * stride, stride: stride, padding: stride / 2);
    }

    private Tensor MeanOfBlocks(Tensor x, int stage)
    {
        var count = Configuration.ResidualKernels.Count;
        var sum = _blocks[stage * count].call(x);
        for (var block = 1; block < count; block++)
        {
            sum = sum + _blocks[(stage * count) + block].call(x);
        }

        return sum / count;
    }
}
