using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.InputProjection.Adaptor;

/// <summary>Attention over all rows that exist, without positions.</summary>
internal sealed class AdaptorAttention : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly int _heads;

    [ComponentName(Name = "linear_q")]
    private readonly Linear _query;

    [ComponentName(Name = "linear_k")]
    private readonly Linear _key;

    [ComponentName(Name = "linear_v")]
    private readonly Linear _value;

    [ComponentName(Name = "linear_out")]
    private readonly Linear _output;

    public AdaptorAttention(AudioAdaptorConfiguration configuration)
        : base(nameof(AdaptorAttention))
    {
        _heads = configuration.HeadCount;
        _query = nn.Linear(configuration.Width, configuration.Width);
        _key = nn.Linear(configuration.Width, configuration.Width);
        _value = nn.Linear(configuration.Width, configuration.Width);
        _output = nn.Linear(configuration.Width, configuration.Width);
        RegisterComponents();
    }

    /// <param name="x"><c>[b, t, d]</c>.</param>
    /// <param name="visible">Rows that exist, <c>[b, t]</c>.</param>
    /// <returns><c>[b, t, d]</c>.</returns>
    public override Tensor forward(Tensor x, Tensor visible)
    {
        using var scope = NewDisposeScope();
        var mask = visible.unsqueeze(1).unsqueeze(1); // [b, 1, 1, t]
        var attended = nn.functional.scaled_dot_product_attention(
            Heads(_query.call(x)), Heads(_key.call(x)), Heads(_value.call(x)), mask); // [b, h, t, d / h]
        return _output.call(attended.transpose(1, 2).reshape(x.shape)).MoveToOuterDisposeScope();
    }

    private Tensor Heads(Tensor x) => x.view(x.shape[0], x.shape[1], _heads, -1).transpose(1, 2); // [b, h, t, d / h]
}
