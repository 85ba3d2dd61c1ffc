using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinMo.Models.Whisper;

/// <summary>Whisper's decoder: tokens and the encoder's states to logits, through a <see cref="WhisperCache"/>.</summary>
/// <remarks>Radford et al. 2022 (arXiv 2212.04356), section 2.2. The output layer is the token embedding.</remarks>
internal sealed class WhisperDecoder : Module
{
    [ComponentName(Name = "embed_tokens")] private readonly Embedding _tokens;
    [ComponentName(Name = "embed_positions")] private readonly Embedding _positions;
    [ComponentName(Name = "layers")] private readonly ModuleList<WhisperDecoderLayer> _layers;
    [ComponentName(Name = "layer_norm")] private readonly LayerNorm _norm;
    private readonly WhisperConfiguration _sizes;

    public WhisperDecoder(WhisperConfiguration sizes)
        : base(nameof(WhisperDecoder))
    {
        _sizes = sizes;
        _tokens = Embedding(sizes.VocabularySize, sizes.Width);
        _positions = Embedding(sizes.TargetPositions, sizes.Width);
        _layers = ModuleList(
            [.. Enumerable.Range(0, sizes.Decoder.Layers).Select(_ => new WhisperDecoderLayer(sizes))]);
        _norm = LayerNorm(sizes.Width);
        RegisterComponents();
    }

    /// <summary>Begins a batch: computes what every token reads of the audio, once.</summary>
    /// <param name="states">The encoder's output [b, s, d]; may be disposed afterwards.</param>
    /// <param name="rows">Rows of each item, at most s.</param>
    public WhisperCache Begin(Tensor states, IReadOnlyList<int> rows)
    {
        using var scope = NewDisposeScope();
        var audio = _layers.Select(layer => layer.AudioKeysAndValues(states)).ToArray(); // each [b, h, s, d/h]
        var length = (int)states.shape[1];
        var mask = rows.All(count => count == length)
            ? null
            : WhisperEncoder.Inside(rows, length).unsqueeze(1).unsqueeze(1); // [b, 1, 1, s]
        return new WhisperCache(_sizes, audio, mask);
    }

    /// <summary>Appends tokens to the items of a batch.</summary>
    /// <param name="tokens">[b, l], padded behind an item's own tokens with any id.</param>
    /// <param name="counts">New tokens of each item, 0 … l.</param>
    /// <param name="cache">Grows by <paramref name="counts"/>.</param>
    /// <returns>Final states [b, l, d], for <see cref="Logits"/>. Owned by the caller.</returns>
    /// <exception cref="ArgumentException">An item would exceed the position table.</exception>
    public Tensor Append(Tensor tokens, IReadOnlyList<int> counts, WhisperCache cache)
    {
        using var scope = NewDisposeScope();
        using var step = cache.BeginStep(counts, (int)tokens.shape[1]);
        var x = _tokens.call(tokens) + _positions.call(step.Positions); // [b, l, d]
        for (var i = 0; i < _layers.Count; i++)
        {
            x = _layers[i].call(x, step.Layer(i)); // [b, l, d]
        }

        cache.EndStep(counts);
        return _norm.call(x).MoveToOuterDisposeScope(); // [b, l, d]
    }

    /// <param name="states">[…, d] as returned by <see cref="Append"/>; give only the rows that are needed.</param>
    /// <returns>Raw logits […, vocabulary]. Owned by the caller.</returns>
    public Tensor Logits(Tensor states) => functional.linear(states, _tokens.weight!);
}
