using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>A residual block and transformer blocks; those at both ends of the estimator have a convolution behind them.
/// </summary>
internal sealed class EstimatorStage : nn.Module<Tensor, Tensor, FrameContext, Tensor>
{
    private const int Kernel = 3;

    [ComponentName(Name = "0")]
    private readonly ResidualBlock _residual;

    [ComponentName(Name = "1")]
    private readonly ModuleList<EstimatorLayer> _layers;

    [ComponentName(Name = "2")]
    private readonly Conv1d? _convolution;

    public EstimatorStage(EstimatorConfiguration configuration, int inputs, bool convolves)
        : base(nameof(EstimatorStage))
    {
        _residual = new ResidualBlock(inputs, configuration.Width, CausalEstimator.TimeFactor * configuration.Width);
        _layers = new ModuleList<EstimatorLayer>(
            [.. Enumerable.Range(0, configuration.BlocksPerStage).Select(_ => new EstimatorLayer(configuration))]);
        _convolution = convolves ? nn.Conv1d(configuration.Width, configuration.Width, Kernel) : null;
        RegisterComponents();
    }

    /// <summary>All but the convolution.</summary>
    /// <param name="x"><c>[b, inputs, t]</c>.</param>
    /// <param name="time">Behind Mish, <c>[b, time width]</c>.</param>
    /// <param name="context">What came before.</param>
    /// <returns><c>[b, width, t]</c>.</returns>
    public override Tensor forward(Tensor x, Tensor time, FrameContext context)
    {
        using var scope = NewDisposeScope();
        var y = _residual.call(x, time, context).transpose(1, 2); // [b, t, width]
        foreach (var layer in _layers)
        {
            y = layer.call(y, context);
        }

        return y.transpose(1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>The convolution.</summary>
    /// <param name="x"><c>[b, width, t]</c>.</param>
    /// <param name="context">What came before.</param>
    /// <returns><c>[b, width, t]</c>.</returns>
    public Tensor Convolve(Tensor x, FrameContext context) => context.Causal(_convolution!, x);
}
