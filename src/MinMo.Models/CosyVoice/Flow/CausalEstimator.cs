using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>The velocity that carries noise to mel frames: a U-Net of one level, causal convolutions and transformer blocks
/// that see up to the end of their mask chunk.</summary>
/// <remarks><c>CausalConditionalDecoder</c> of CosyVoice 2 (arXiv 2412.10117, section 2.4), which grew out of
/// Matcha-TTS (arXiv 2309.03199).</remarks>
public sealed class CausalEstimator : nn.Module
{
    /// <summary>Width of the time embedding in terms of the width.</summary>
    internal const int TimeFactor = 4;

    [ComponentName(Name = "time_mlp")]
    private readonly TimeEmbedding _time;

    [ComponentName(Name = "down_blocks")]
    private readonly ModuleList<EstimatorStage> _down;

    [ComponentName(Name = "mid_blocks")]
    private readonly ModuleList<EstimatorStage> _middle;

    [ComponentName(Name = "up_blocks")]
    private readonly ModuleList<EstimatorStage> _up;

    [ComponentName(Name = "final_block")]
    private readonly CausalBlock _final;

    [ComponentName(Name = "final_proj")]
    private readonly Conv1d _project;

    /// <summary>Makes an estimator with random weights, drawn from torch's generator.</summary>
    public CausalEstimator(EstimatorConfiguration configuration)
        : base(nameof(CausalEstimator))
    {
        Configuration = configuration;
        var width = configuration.Width;
        _time = new TimeEmbedding(configuration.Inputs, TimeFactor * width);
        _down = new ModuleList<EstimatorStage>(new EstimatorStage(configuration, configuration.Inputs, convolves: true));
        _middle = new ModuleList<EstimatorStage>(
            [.. Enumerable.Range(0, configuration.MiddleStages)
                .Select(_ => new EstimatorStage(configuration, width, convolves: false))]);
        _up = new ModuleList<EstimatorStage>(new EstimatorStage(configuration, 2 * width, convolves: true));
        _final = new CausalBlock(width, width);
        _project = nn.Conv1d(width, configuration.Bands, 1);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public EstimatorConfiguration Configuration { get; }

    /// <summary>The velocity at a time.</summary>
    /// <param name="x">Frames on their way, <c>[b, bands, t]</c>.</param>
    /// <param name="time">0 at the noise, 1 at the frames, <c>[b]</c>.</param>
    /// <param name="conditions">What the frames are made from; zeros for the velocity without guidance.</param>
    /// <param name="context">What surrounds the frames.</param>
    /// <returns><c>[b, bands, t]</c>; anything behind the end of a row.</returns>
    public Tensor Velocity(Tensor x, Tensor time, FlowConditions conditions, FrameContext context)
    {
        using var scope = NewDisposeScope();
        var embedded = nn.functional.mish(_time.call(time));                                  // [b, time width]
        var speaker = conditions.Speaker.unsqueeze(2).expand(-1, -1, x.shape[2]);             // [b, bands, t]
        var y = cat([x, conditions.Mu, speaker, conditions.Condition], 1);                    // [b, inputs, t]
        var skipped = _down[0].call(y, embedded, context);                                    // [b, width, t]
        y = _down[0].Convolve(skipped, context);
        foreach (var stage in _middle)
        {
            y = stage.call(y, embedded, context);
        }

        y = _up[0].call(cat([y, skipped], 1), embedded, context);                             // [b, width, t]
        y = _final.call(_up[0].Convolve(y, context), context);
        return _project.call(y).MoveToOuterDisposeScope();
    }

    /// <summary>The embedding of times.</summary>
    /// <param name="time"><c>[b]</c>.</param>
    /// <returns><c>[b, 4 * width]</c>.</returns>
    internal Tensor EmbedTime(Tensor time) => _time.call(time);
}
