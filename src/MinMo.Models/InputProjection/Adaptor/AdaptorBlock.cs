using MinMo.Models.Transformers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.InputProjection.Adaptor;

/// <summary>Attention and a feed-forward part, each behind a norm and beside the residual stream.</summary>
internal sealed class AdaptorBlock : nn.Module<Tensor, Tensor, Tensor>
{
    private const double Epsilon = 1e-12;

    [ComponentName(Name = "self_attn")]
    private readonly AdaptorAttention _attention;

    [ComponentName(Name = "feed_forward")]
    private readonly PositionwiseFeedForward _feedForward;

    [ComponentName(Name = "norm1")]
    private readonly LayerNorm _attentionNorm;

    [ComponentName(Name = "norm2")]
    private readonly LayerNorm _feedForwardNorm;

    public AdaptorBlock(AudioAdaptorConfiguration configuration)
        : base(nameof(AdaptorBlock))
    {
        _attention = new AdaptorAttention(configuration);
        _feedForward = PositionwiseFeedForward.WithRelu(configuration.Width, configuration.FeedForwardWidth);
        _attentionNorm = nn.LayerNorm(configuration.Width, Epsilon);
        _feedForwardNorm = nn.LayerNorm(configuration.Width, Epsilon);
        RegisterComponents();
    }

    /// <param name="x"><c>[b, t, d]</c>.</param>
    /// <param name="visible">Rows that exist, <c>[b, t]</c>.</param>
    /// <returns><c>[b, t, d]</c>.</returns>
    public override Tensor forward(Tensor x, Tensor visible)
    {
        using var scope = NewDisposeScope();
        x = x + _attention.call(_attentionNorm.call(x), visible);
        return (x + _feedForward.call(_feedForwardNorm.call(x))).MoveToOuterDisposeScope();
    }
}
