using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinMo.Models.Whisper;

/// <summary>One block of the encoder: attention over all rows, then two linear layers, each behind a norm.</summary>
internal sealed class WhisperEncoderLayer : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "self_attn_layer_norm")] private readonly LayerNorm _attentionNorm;
    [ComponentName(Name = "self_attn")] private readonly WhisperAttention _attention;
    [ComponentName(Name = "final_layer_norm")] private readonly LayerNorm _feedForwardNorm;
    [ComponentName(Name = "fc1")] private readonly Linear _expand;
    [ComponentName(Name = "fc2")] private readonly Linear _contract;

    public WhisperEncoderLayer(WhisperConfiguration sizes)
        : base(nameof(WhisperEncoderLayer))
    {
        _attentionNorm = LayerNorm(sizes.Width);
        _attention = new WhisperAttention(sizes.Width, sizes.Encoder.Heads);
        _feedForwardNorm = LayerNorm(sizes.Width);
        _expand = Linear(sizes.Width, sizes.Encoder.FeedForward);
        _contract = Linear(sizes.Encoder.FeedForward, sizes.Width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor? mask) // x: [b, s, d], mask: [b, 1, 1, s]
    {
        using var scope = NewDisposeScope();
        var normed = _attentionNorm.call(x); // [b, s, d]
        var (keys, values) = _attention.KeysAndValues(normed); // [b, h, s, d/h]
        var attended = x + _attention.Attend(normed, keys, values, mask); // [b, s, d]
        var inner = functional.gelu(_expand.call(_feedForwardNorm.call(attended))); // [b, s, f]
        return (attended + _contract.call(inner)).MoveToOuterDisposeScope(); // [b, s, d]
    }
}
