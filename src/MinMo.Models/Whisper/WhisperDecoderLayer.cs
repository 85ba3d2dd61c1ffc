using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinMo.Models.Whisper;

/// <summary>One block of the decoder: attention to its own past, to the encoder's rows, then two linear layers.</summary>
internal sealed class WhisperDecoderLayer : Module<Tensor, WhisperCache.Layer, Tensor>
{
    [ComponentName(Name = "self_attn_layer_norm")] private readonly LayerNorm _pastNorm;
    [ComponentName(Name = "self_attn")] private readonly WhisperAttention _past;
    [ComponentName(Name = "encoder_attn_layer_norm")] private readonly LayerNorm _audioNorm;
    [ComponentName(Name = "encoder_attn")] private readonly WhisperAttention _audio;
    [ComponentName(Name = "final_layer_norm")] private readonly LayerNorm _feedForwardNorm;
    [ComponentName(Name = "fc1")] private readonly Linear _expand;
    [ComponentName(Name = "fc2")] private readonly Linear _contract;

    public WhisperDecoderLayer(WhisperConfiguration sizes)
        : base(nameof(WhisperDecoderLayer))
    {
        _pastNorm = LayerNorm(sizes.Width);
        _past = new WhisperAttention(sizes.Width, sizes.Decoder.Heads);
        _audioNorm = LayerNorm(sizes.Width);
        _audio = new WhisperAttention(sizes.Width, sizes.Decoder.Heads);
        _feedForwardNorm = LayerNorm(sizes.Width);
        _expand = Linear(sizes.Width, sizes.Decoder.FeedForward);
        _contract = Linear(sizes.Decoder.FeedForward, sizes.Width);
        RegisterComponents();
    }

    /// <param name="states">The encoder's output [b, s, d].</param>
    /// <returns>Each [b, h, s, d/h]; the same for every token of the transcript.</returns>
    public (Tensor Keys, Tensor Values) AudioKeysAndValues(Tensor states) => _audio.KeysAndValues(states);

    public override Tensor forward(Tensor x, WhisperCache.Layer cache) // x: [b, l, d]
    {
        using var scope = NewDisposeScope();
        var normed = _pastNorm.call(x); // [b, l, d]
        var (newKeys, newValues) = _past.KeysAndValues(normed); // [b, h, l, d/h]
        var (keys, values) = cache.Append(newKeys, newValues); // [b, h, past + l, d/h]
        x += _past.Attend(normed, keys, values, cache.PastMask); // [b, l, d]
        x += _audio.Attend(_audioNorm.call(x), cache.AudioKeys, cache.AudioValues, cache.AudioMask); // [b, l, d]
        var inner = functional.gelu(_expand.call(_feedForwardNorm.call(x))); // [b, l, f]
        return (x + _contract.call(inner)).MoveToOuterDisposeScope(); // [b, l, d]
    }
}
