using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>A linear layer and a norm in front of conformer blocks, times the root of the width.</summary>
/// <remarks>The layers are numbers 0 and 1 of <c>out</c> in the checkpoint.</remarks>
internal sealed class ScaledInput : nn.Module<Tensor, Tensor>
{
    private readonly double _scale;

    [ComponentName(Name = "out")]
    private readonly Sequential _layers;

    public ScaledInput(int width)
        : base(nameof(ScaledInput))
    {
        _scale = Math.Sqrt(width);
        _layers = nn.Sequential(("0", nn.Linear(width, width)), ("1", nn.LayerNorm(width)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        return (_layers.call(x) * _scale).MoveToOuterDisposeScope();
    }
}
