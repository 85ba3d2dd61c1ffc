using MinMo.Models.Checkpoints;
using MinMo.Models.Convolution;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.FlowMatching;

/// <summary>The velocity that carries noise to mel frames, given the prior's frames. Causal, so that it streams.</summary>
/// <remarks>Flow matching (arXiv 2210.02747) as in CosyVoice 2 (arXiv 2412.10117, section 2.4), with causal ConvNeXt blocks
/// modulated by time in place of a transformer.</remarks>
public sealed class FlowEstimator : nn.Module
{
    // The scale and the longest period of CosyVoice's time embedding.
    private const double TimeScale = 1000;
    private const double LongestPeriod = 10_000;
    private const int InputKernel = 3;

    [ComponentName(Name = "in_conv")]
    private readonly TimeConvolution _input;

    [ComponentName(Name = "time_in")]
    private readonly Linear _timeInput;

    [ComponentName(Name = "time_out")]
    private readonly Linear _timeOutput;

    [ComponentName(Name = "blocks")]
    private readonly ModuleList<ConvNextBlock> _blocks;

    [ComponentName(Name = "final_norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "final_proj")]
    private readonly Linear _project;

    /// <summary>Makes an estimator with random weights, drawn from torch's generator.</summary>
    public FlowEstimator(FlowConfiguration configuration)
        : base(nameof(FlowEstimator))
    {
        Configuration = configuration;
        var (width, bands) = (configuration.Width, configuration.Mel.Bands);
        _input = new TimeConvolution(2 * bands, width, InputKernel);
        _timeInput = nn.Linear(configuration.TimeWidth, configuration.TimeWidth);
        _timeOutput = nn.Linear(configuration.TimeWidth, configuration.BlockCount * 2 * width);
        _blocks = new ModuleList<ConvNextBlock>(
            [.. Enumerable.Range(0, configuration.BlockCount)
                .Select(_ => new ConvNextBlock(width, configuration.HiddenFactor * width))]);
        _norm = nn.LayerNorm(width);
        _project = nn.Linear(width, bands);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public FlowConfiguration Configuration { get; }

    /// <summary>Reads an estimator that <see cref="ModuleFolder"/> has written.</summary>
    /// <exception cref="CheckpointFormatException">The weights do not fit the sizes.</exception>
    public static FlowEstimator Load(string folder)
    {
        var estimator = new FlowEstimator(ModuleFolder.Configuration<FlowConfiguration>(folder));
        ModuleFolder.Load(estimator, folder);
        estimator.eval();
        return estimator;
    }

    /// <summary>The velocity at a time.</summary>
    /// <param name="x">Frames on their way, <c>[b, bands, t]</c>.</param>
    /// <param name="mu">The prior's frames, <c>[b, bands, t]</c>; zeros for the unguided velocity.</param>
    /// <param name="time">0 at the noise, 1 at the frames, <c>[b]</c>.</param>
    /// <param name="context">What surrounds the frames.</param>
    /// <returns><c>[b, bands, t]</c>.</returns>
    public Tensor Velocity(Tensor x, Tensor mu, Tensor time, ConvolutionContext context)
    {
        using var scope = NewDisposeScope();
        var modulations = Modulations(time);                           // [b, 1, 2 * width] of each block
        var y = _input.call(cat([x, mu], 1), context);                 // [b, width, t]
        for (var block = 0; block < _blocks.Count; block++)
        {
            y = _blocks[block].call(y, modulations[block], context);
        }

        return _project.call(_norm.call(y.transpose(1, 2))).transpose(1, 2).MoveToOuterDisposeScope();
    }

    private Tensor[] Modulations(Tensor time)
    {
        var half = Configuration.TimeWidth / 2;
        var rates = (arange(half, ScalarType.Float32) * (-Math.Log(LongestPeriod) / (half - 1))).exp();
        var angles = (time * TimeScale).unsqueeze(1) * rates;          // [b, half]
        var embedding = cat([angles.sin(), angles.cos()], 1);          // [b, time width]
        var modulation = _timeOutput.call(nn.functional.silu(_timeInput.call(embedding)));
        return modulation.unsqueeze(1).chunk(Configuration.BlockCount, -1);
    }
}
