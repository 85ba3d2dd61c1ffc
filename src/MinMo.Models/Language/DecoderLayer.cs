using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.Language;

/// <summary>One layer: attention and feed-forward, each behind a norm and beside a residual.</summary>
public sealed class DecoderLayer : nn.Module<Tensor, int, AttentionContext, Tensor>
{
    [ComponentName(Name = "input_layernorm")]
    private readonly RmsNormalization _attentionNorm;

    [ComponentName(Name = "self_attn")]
    private readonly SelfAttention _attention;

    [ComponentName(Name = "post_attention_layernorm")]
    private readonly RmsNormalization _feedForwardNorm;

    [ComponentName(Name = "mlp")]
    private readonly FeedForward _feedForward;

    /// <summary>Makes a layer whose weights are not set.</summary>
    public DecoderLayer(DecoderConfiguration configuration, ScalarType type)
        : base(nameof(DecoderLayer))
    {
        _attentionNorm = new RmsNormalization(configuration.HiddenSize, configuration.NormEpsilon, type);
        _attention = new SelfAttention(configuration, type);
        _feedForwardNorm = new RmsNormalization(configuration.HiddenSize, configuration.NormEpsilon, type);
        _feedForward = new FeedForward(configuration, type);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, int layer, AttentionContext context) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        var attended = x + _attention.call(_attentionNorm.call(x), layer, context); // [b, t, d]
        var output = attended + _feedForward.call(_feedForwardNorm.call(attended)); // [b, t, d]
        return output.MoveToOuterDisposeScope();
    }
}
