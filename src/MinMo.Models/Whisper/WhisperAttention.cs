using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinMo.Models.Whisper;

/// <summary>Multi-head attention; the keys have no bias.</summary>
internal sealed class WhisperAttention : Module
{
    [ComponentName(Name = "q_proj")] private readonly Linear _query;
    [ComponentName(Name = "k_proj")] private readonly Linear _key;
    [ComponentName(Name = "v_proj")] private readonly Linear _value;
    [ComponentName(Name = "out_proj")] private readonly Linear _output;
    private readonly int _heads;

    public WhisperAttention(int width, int heads)
        : base(nameof(WhisperAttention))
    {
        _query = Linear(width, width);
        _key = Linear(width, width, hasBias: false);
        _value = Linear(width, width);
        _output = Linear(width, width);
        _heads = heads;
        RegisterComponents();
    }

    /// <param name="x">[b, s, d].</param>
    /// <returns>Each [b, h, s, d/h].</returns>
    public (Tensor Keys, Tensor Values) KeysAndValues(Tensor x) => (Heads(_key.call(x)), Heads(_value.call(x)));

    /// <param name="x">[b, t, d].</param>
    /// <param name="keys">[b, h, s, d/h].</param>
    /// <param name="values">[b, h, s, d/h].</param>
    /// <param name="mask">True where a query sees a key, spread over [b, h, t, s]; null sees all.</param>
    /// <returns>[b, t, d].</returns>
    public Tensor Attend(Tensor x, Tensor keys, Tensor values, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        var queries = Heads(_query.call(x)); // [b, h, t, d/h]
        var heard = functional.scaled_dot_product_attention(queries, keys, values, mask); // [b, h, t, d/h]
        var joined = heard.transpose(1, 2).flatten(2); // [b, t, d]
        return _output.call(joined).MoveToOuterDisposeScope();
    }

    private Tensor Heads(Tensor x)
    {
        using var split = x.unflatten(2, [_heads, -1]); // [b, t, h, d/h]
        return split.transpose(1, 2); // [b, h, t, d/h]
    }
}
