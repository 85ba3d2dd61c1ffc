using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Two linear layers around SiLU.</summary>
internal sealed class ConformerFeedForward : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "w_1")]
    private readonly Linear _inner;

    [ComponentName(Name = "w_2")]
    private readonly Linear _outer;

    public ConformerFeedForward(int width, int hidden)
        : base(nameof(ConformerFeedForward))
    {
        _inner = nn.Linear(width, hidden);
        _outer = nn.Linear(hidden, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        return _outer.call(nn.functional.silu(_inner.call(x))).MoveToOuterDisposeScope();
    }
}
