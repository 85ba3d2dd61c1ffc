using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>x + sin²(αx) / α, with an α for each channel.</summary>
/// <remarks>arXiv 2006.08195. α may be negative or 0.</remarks>
internal sealed class Snake : nn.Module<Tensor, Tensor>
{
    private const double LeastDivisor = 1e-9;

    [ComponentName(Name = "alpha")]
    private readonly Parameter _alpha;

    public Snake(int width)
        : base(nameof(Snake))
    {
        _alpha = new Parameter(ones(width));
        _alpha.DetachFromDisposeScope(); // the module owns it, wherever it is made
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) // [b, c, t]
    {
        using var scope = NewDisposeScope();
        var alpha = _alpha.unsqueeze(1);                                                      // [c, 1]
        return (x + ((x * alpha).sin().square() * (alpha + LeastDivisor).reciprocal())).MoveToOuterDisposeScope();
    }
}
