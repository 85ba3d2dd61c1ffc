using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.Language;

/// <summary>Grouped-query attention with rotary positions; caches belong to the context.</summary>
public sealed class SelfAttention : nn.Module<Tensor, int, AttentionContext, Tensor>
{
    private readonly int _headSize;

    [ComponentName(Name = "q_proj")]
    private readonly LoraLinear _query;

    [ComponentName(Name = "k_proj")]
    private readonly LoraLinear _key;

    [ComponentName(Name = "v_proj")]
    private readonly LoraLinear _value;

    [ComponentName(Name = "o_proj")]
    private readonly LoraLinear _output;

    /// <summary>Makes the four projections; their weights are not set.</summary>
    public SelfAttention(DecoderConfiguration configuration, ScalarType type)
        : base(nameof(SelfAttention))
    {
        _headSize = configuration.HeadSize;
        var (d, bias) = (configuration.HiddenSize, configuration.QueryKeyValueBias);
        _query = new LoraLinear(d, configuration.QueryWidth, bias, type);
        _key = new LoraLinear(d, configuration.KeyValueWidth, bias, type);
        _value = new LoraLinear(d, configuration.KeyValueWidth, bias, type);
        _output = new LoraLinear(configuration.QueryWidth, d, configuration.OutputBias, type);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, int layer, AttentionContext context) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        var query = RotaryTensors.Rotate(Heads(_query.call(x)), context); // [b, t, heads, h]
        var key = RotaryTensors.Rotate(Heads(_key.call(x)), context);     // [b, t, kv, h]
        var value = Heads(_value.call(x));                                // [b, t, kv, h]
        var attended = context.Attend(layer, query, key, value);          // [b, t, heads * h]
        return _output.call(attended).MoveToOuterDisposeScope();          // [b, t, d]
    }

    private Tensor Heads(Tensor x) => x.view(x.shape[0], x.shape[1], -1, _headSize);
}
