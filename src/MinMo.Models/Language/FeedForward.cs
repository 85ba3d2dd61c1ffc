using TorchSharp.Utils;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Models.Language;

/// <summary>SwiGLU (arXiv 2002.05202): down(silu(gate(x)) * up(x)).</summary>
public sealed class FeedForward : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "gate_proj")]
    private readonly LoraLinear _gate;

    [ComponentName(Name = "up_proj")]
    private readonly LoraLinear _up;

    [ComponentName(Name = "down_proj")]
    private readonly LoraLinear _down;

    /// <summary>Makes the three projections; their weights are not set.</summary>
    public FeedForward(DecoderConfiguration configuration, ScalarType type)
        : base(nameof(FeedForward))
    {
        var (d, inner, bias) = (configuration.HiddenSize, configuration.FeedForwardSize, configuration.FeedForwardBias);
        _gate = new LoraLinear(d, inner, bias, type);
        _up = new LoraLinear(d, inner, bias, type);
        _down = new LoraLinear(inner, d, bias, type);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        var gated = F.silu(_gate.call(x)) * _up.call(x);       // [b, t, inner]
        return _down.call(gated).MoveToOuterDisposeScope();    // [b, t, d]
    }
}
