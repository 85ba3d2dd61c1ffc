using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Models.SpeechEncoder;

/// <summary>Self-attention with a memory branch (SAN-M, arXiv 2006.01713): a depthwise filter over the values, beside
/// the heads. Names as in FunASR.</summary>
public sealed class SanmAttention : nn.Module<Tensor, WholeSanm, Tensor>
{
    private readonly SanmLayerSizes _sizes;

    [ComponentName(Name = "linear_q_k_v")]
    private readonly Linear _projections;

    [ComponentName(Name = "linear_out")]
    private readonly Linear _output;

    [ComponentName(Name = "fsmn_block")]
    private readonly DepthwiseFilter _memory;

    /// <summary>Makes the projections and the filter.</summary>
    public SanmAttention(SanmLayerSizes sizes)
        : base(nameof(SanmAttention))
    {
        _sizes = sizes;
        _projections = nn.Linear(sizes.Inputs, 3 * sizes.Width);
        _output = nn.Linear(sizes.Width, sizes.Width);
        _memory = new DepthwiseFilter(sizes.Width, sizes.MemoryKernel);
        RegisterComponents();
    }

    /// <summary>Attention plus memory.</summary>
    /// <param name="x">Behind the norm, <c>[b, t, inputs]</c>.</param>
    /// <param name="context">What is seen.</param>
    /// <returns><c>[b, t, d]</c>.</returns>
    public override Tensor forward(Tensor x, WholeSanm context)
    {
        using var scope = NewDisposeScope();
        var projected = _projections.call(x).chunk(3, dim: -1); // each [b, t, d]
        var value = context.Valid is { } valid ? projected[2] * valid : projected[2];
        var attended = F.scaled_dot_product_attention(
            Heads(projected[0]), Heads(projected[1]), Heads(value), context.Mask); // [b, h, t, d/h]
        var joined = attended.transpose(1, 2).flatten(2);                   // [b, t, d]
        var remembered = _memory.call(F.pad(value, [0, 0, _sizes.MemoryLeft, _sizes.MemoryRight])) + value; // [b, t, d]
        if (context.Valid is { } real)
        {
            remembered = remembered * real;
        }

        return (_output.call(joined) + remembered).MoveToOuterDisposeScope();
    }

    private Tensor Heads(Tensor x) => x.unflatten(2, [_sizes.Heads, -1]).transpose(1, 2); // [b, h, s, d/h]
}
