using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.Convolution;

/// <summary>ConvNeXt (arXiv 2201.03545) over time: a depthwise convolution, then a two-layer perceptron on each frame,
/// scaled and added to the input. Parameters have the names of Vocos (arXiv 2306.00814).</summary>
public sealed class ConvNextBlock : nn.Module<Tensor, Tensor?, ConvolutionContext, Tensor>
{
    private const double InitialScale = 0.3;

    private readonly int _past;
    private readonly int _ahead;

    [ComponentName(Name = "dwconv")]
    private readonly Conv1d _depthwise;

    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "pwconv1")]
    private readonly Linear _inner;

    [ComponentName(Name = "pwconv2")]
    private readonly Linear _outer;

    [ComponentName(Name = "gamma")]
    private readonly Parameter _scale;

    /// <summary>Makes a block with torch's usual initial weights.</summary>
    /// <param name="width">Channels.</param>
    /// <param name="hidden">Width inside the perceptron.</param>
    /// <param name="kernel">Frames of the depthwise convolution.</param>
    /// <param name="ahead">How many of these come after a frame; 0 makes the block causal.</param>
    public ConvNextBlock(int width, int hidden, int kernel = 7, int ahead = 0)
        : base(nameof(ConvNextBlock))
    {
        (_past, _ahead) = (kernel - 1 - ahead, ahead);
        _depthwise = nn.Conv1d(width, width, kernel, groups: width);
        _norm = nn.LayerNorm(width);
        _inner = nn.Linear(width, hidden);
        _outer = nn.Linear(hidden, width);
        _scale = new Parameter(full(width, InitialScale));
        _scale.DetachFromDisposeScope(); // the module owns it, wherever it is made
        RegisterComponents();
    }

    /// <summary>Runs the block.</summary>
    /// <param name="x"><c>[b, width, t]</c>.</param>
    /// <param name="modulation">Scale and shift behind the norm, <c>[b, 1, 2 * width]</c>; null for none.</param>
    /// <param name="context">What surrounds the frames.</param>
    /// <returns><c>[b, width, t]</c>; shorter than x where a look-ahead has not come.</returns>
    public override Tensor forward(Tensor x, Tensor? modulation, ConvolutionContext context)
    {
        using var scope = NewDisposeScope();
        var around = context.Around(x, _past, _ahead);
        var y = _norm.call(_depthwise.call(around).transpose(1, 2)); // [b, t, width]
        if (modulation is not null)
        {
            var parts = modulation.chunk(2, dim: -1);                // [b, 1, width] each
            y = y + (y * parts[0]) + parts[1];
        }

        y = _outer.call(nn.functional.gelu(_inner.call(y))) * _scale; // [b, t, width]
        return (around.narrow(2, _past, y.shape[1]) + y.transpose(1, 2)).MoveToOuterDisposeScope();
    }
}
