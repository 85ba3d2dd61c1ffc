using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Models.SpeechEncoder;

/// <summary>w_2(relu(w_1 x)).</summary>
public sealed class SanmFeedForward : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "w_1")]
    private readonly Linear _expand;

    [ComponentName(Name = "w_2")]
    private readonly Linear _contract;

    /// <summary>Makes both linear layers.</summary>
    public SanmFeedForward(int width, int inner)
        : base(nameof(SanmFeedForward))
    {
        _expand = nn.Linear(width, inner);
        _contract = nn.Linear(inner, width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        return _contract.call(F.relu(_expand.call(x))).MoveToOuterDisposeScope();
    }
}
