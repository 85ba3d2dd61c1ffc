using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>A transformer block of the estimator.</summary>
internal sealed class EstimatorLayer : nn.Module<Tensor, FrameContext, Tensor>
{
    [ComponentName(Name = "norm1")]
    private readonly LayerNorm _attentionNorm;

    [ComponentName(Name = "attn1")]
    private readonly EstimatorAttention _attention;

    [ComponentName(Name = "norm3")]
    private readonly LayerNorm _feedForwardNorm;

    [ComponentName(Name = "ff")]
    private readonly EstimatorFeedForward _feedForward;

    public EstimatorLayer(EstimatorConfiguration configuration)
        : base(nameof(EstimatorLayer))
    {
        _attentionNorm = nn.LayerNorm(configuration.Width);
        _attention = new EstimatorAttention(configuration);
        _feedForwardNorm = nn.LayerNorm(configuration.Width);
        _feedForward = new EstimatorFeedForward(configuration.Width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, FrameContext context) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        x = x + _attention.call(_attentionNorm.call(x), context);
        return (x + _feedForward.call(_feedForwardNorm.call(x))).MoveToOuterDisposeScope(); // [b, t, d]
    }
}
