using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.SpeechEncoder;

/// <summary>Adds to every row a mixture of itself and the rows ahead, so that the causal layers behind it see a little of
/// the future: x + W gelu(depthwise(x)). The idea is CosyVoice 2's pre-look-ahead layer; depthwise here, to be small.</summary>
public sealed class LookAheadConvolution : nn.Module<Tensor, Tensor>
{
    private readonly int _rows;

    [ComponentName(Name = "depthwise")]
    private readonly DepthwiseFilter _depthwise;

    [ComponentName(Name = "pointwise")]
    private readonly Linear _pointwise;

    /// <summary>Makes the convolution.</summary>
    /// <param name="width">Channels.</param>
    /// <param name="rows">Rows of the future.</param>
    public LookAheadConvolution(int width, int rows)
        : base(nameof(LookAheadConvolution))
    {
        _rows = rows;
        _depthwise = new DepthwiseFilter(width, rows + 1);
        _pointwise = nn.Linear(width, width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) // [b, t + rows, d]
    {
        using var scope = NewDisposeScope();
        var mixed = _pointwise.call(nn.functional.gelu(_depthwise.call(x))); // [b, t, d]
        return (x.narrow(1, 0, x.shape[1] - _rows) + mixed).MoveToOuterDisposeScope();
    }
}
