using MinMo.Models.Transformers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.SpeechEncoder;

/// <summary>One SAN-M layer: attention with memory and a feed-forward part, each behind a norm and beside a residual.
/// Names as in FunASR's SenseVoiceSmall.</summary>
public sealed class SanmLayer : nn.Module<Tensor, WholeSanm, Tensor>
{
    private readonly bool _hasResidual;

    [ComponentName(Name = "norm1")]
    private readonly LayerNorm _attentionNorm;

    [ComponentName(Name = "self_attn")]
    private readonly SanmAttention _attention;

    [ComponentName(Name = "norm2")]
    private readonly LayerNorm _feedForwardNorm;

    [ComponentName(Name = "feed_forward")]
    private readonly PositionwiseFeedForward _feedForward;

    /// <summary>Makes a layer.</summary>
    public SanmLayer(SanmLayerSizes sizes)
        : base(nameof(SanmLayer))
    {
        _hasResidual = sizes.Inputs == sizes.Width;
        _attentionNorm = nn.LayerNorm(sizes.Inputs);
        _attention = new SanmAttention(sizes);
        _feedForwardNorm = nn.LayerNorm(sizes.Width);
        _feedForward = PositionwiseFeedForward.WithRelu(sizes.Width, sizes.FeedForward);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, WholeSanm context) // [b, t, inputs]
    {
        using var scope = NewDisposeScope();
        var attended = _attention.call(_attentionNorm.call(x), context); // [b, t, d]
        var sum = _hasResidual ? x + attended : attended;
        return (sum + _feedForward.call(_feedForwardNorm.call(sum))).MoveToOuterDisposeScope();
    }
}
