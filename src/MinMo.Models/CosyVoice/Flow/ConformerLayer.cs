using MinMo.Models.Transformers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Attention with relative positions and a feed-forward layer, each behind its norm; without the convolution
/// module and the first feed-forward layer of a full Conformer, as CosyVoice 2 configures it.</summary>
internal sealed class ConformerLayer : nn.Module<Tensor, FrameContext, Tensor>
{
    private const double NormEpsilon = 1e-12;

    [ComponentName(Name = "self_attn")]
    private readonly RelativeAttention _attention;

    [ComponentName(Name = "feed_forward")]
    private readonly PositionwiseFeedForward _feedForward;

    [ComponentName(Name = "norm_mha")]
    private readonly LayerNorm _attentionNorm;

    [ComponentName(Name = "norm_ff")]
    private readonly LayerNorm _feedForwardNorm;

    public ConformerLayer(ConformerConfiguration configuration)
        : base(nameof(ConformerLayer))
    {
        _attention = new RelativeAttention(configuration.Width, configuration.Heads);
        _feedForward = PositionwiseFeedForward.WithSilu(configuration.Width, configuration.HiddenWidth);
        _attentionNorm = nn.LayerNorm(configuration.Width, NormEpsilon);
        _feedForwardNorm = nn.LayerNorm(configuration.Width, NormEpsilon);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, FrameContext context) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        x = x + _attention.call(_attentionNorm.call(x), context);
        return (x + _feedForward.call(_feedForwardNorm.call(x))).MoveToOuterDisposeScope(); // [b, t, d]
    }
}
