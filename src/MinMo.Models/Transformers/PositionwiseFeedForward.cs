using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.Transformers;

/// <summary>w_2(activation(w_1 x)), the same for every position.</summary>
/// <remarks>Vaswani et al. (arXiv 1706.03762), section 3.3; names as in FunASR, WeNet and CosyVoice.</remarks>
public sealed class PositionwiseFeedForward : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> _activation;

    [ComponentName(Name = "w_1")]
    private readonly Linear _expand;

    [ComponentName(Name = "w_2")]
    private readonly Linear _contract;

    private PositionwiseFeedForward(int width, int inner, Func<Tensor, Tensor> activation)
        : base(nameof(PositionwiseFeedForward))
    {
        _activation = activation;
        _expand = nn.Linear(width, inner);
        _contract = nn.Linear(inner, width);
        RegisterComponents();
    }

    /// <summary>With ReLU between: SAN-M, and the adaptor of public audio language models.</summary>
    public static PositionwiseFeedForward WithRelu(int width, int inner) => new(width, inner, static x => nn.functional.relu(x));

    /// <summary>With SiLU between: the Conformer of CosyVoice 2.</summary>
    public static PositionwiseFeedForward WithSilu(int width, int inner) => new(width, inner, static x => nn.functional.silu(x));

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        return _contract.call(_activation(_expand.call(x))).MoveToOuterDisposeScope();
    }
}
