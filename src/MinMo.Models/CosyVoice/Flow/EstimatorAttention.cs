using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Self-attention without positions; frames know theirs by the convolutions around it.</summary>
/// <remarks>Names as in diffusers.</remarks>
internal sealed class EstimatorAttention : nn.Module<Tensor, FrameContext, Tensor>
{
    private readonly int _heads;

    [ComponentName(Name = "to_q")]
    private readonly Linear _query;

    [ComponentName(Name = "to_k")]
    private readonly Linear _key;

    [ComponentName(Name = "to_v")]
    private readonly Linear _value;

    [ComponentName(Name = "to_out")]
    private readonly NumberedModule<Linear> _output;

    public EstimatorAttention(EstimatorConfiguration configuration)
        : base(nameof(EstimatorAttention))
    {
        _heads = configuration.Heads;
        var inner = configuration.Heads * configuration.HeadSize;
        _query = nn.Linear(configuration.Width, inner, hasBias: false);
        _key = nn.Linear(configuration.Width, inner, hasBias: false);
        _value = nn.Linear(configuration.Width, inner, hasBias: false);
        _output = new NumberedModule<Linear>(0, nn.Linear(inner, configuration.Width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, FrameContext context) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        var attended = context.Attend(Heads(_query.call(x)), Heads(_key.call(x)), Heads(_value.call(x)), Attend);
        return _output.Layer.call(attended.transpose(1, 2).flatten(2)).MoveToOuterDisposeScope(); // [b, t, d]
    }

    private static Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? mask)
        => nn.functional.scaled_dot_product_attention(query, key, value, mask);                  // [b, h, n, d/h]

    private Tensor Heads(Tensor x) => x.view(x.shape[0], x.shape[1], _heads, -1).transpose(1, 2); // [b, h, t, d/h]
}
