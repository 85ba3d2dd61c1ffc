using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Repeats each token, then a causal convolution that reaches back two tokens.</summary>
internal sealed class UpsampledConvolution : nn.Module<Tensor, FrameContext, Tensor>
{
    private readonly int _factor;

    [ComponentName(Name = "conv")]
    private readonly Conv1d _convolution;

    public UpsampledConvolution(int width, int factor)
        : base(nameof(UpsampledConvolution))
    {
        _factor = factor;
        _convolution = nn.Conv1d(width, width, (2 * factor) + 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, FrameContext context) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        context.Repeat(_factor);
        var repeated = x.repeat_interleave(_factor, 1).transpose(1, 2);                         // [b, d, 2 t]
        return context.Causal(_convolution, repeated).transpose(1, 2).MoveToOuterDisposeScope(); // [b, 2 t, d]
    }
}
