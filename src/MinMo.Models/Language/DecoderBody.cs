using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.Language;

/// <summary>Embedding, layers and final norm; what Hugging Face calls <c>model</c>.</summary>
public sealed class DecoderBody : nn.Module<Tensor, AttentionContext, Tensor>
{
    [ComponentName(Name = "embed_tokens")]
    private readonly TokenEmbedding _embedding;

    [ComponentName(Name = "layers")]
    private readonly ModuleList<DecoderLayer> _layers;

    [ComponentName(Name = "norm")]
    private readonly RmsNormalization _norm;

    /// <summary>Makes a decoder without output layer whose weights are not set.</summary>
    public DecoderBody(DecoderConfiguration configuration, ScalarType type)
        : base(nameof(DecoderBody))
    {
        _embedding = new TokenEmbedding(configuration.VocabularySize, configuration.HiddenSize, type);
        _layers = new ModuleList<DecoderLayer>(
            [.. Enumerable.Range(0, configuration.LayerCount).Select(_ => new DecoderLayer(configuration, type))]);
        _norm = new RmsNormalization(configuration.HiddenSize, configuration.NormEpsilon, type);
        RegisterComponents();
    }

    /// <summary>The embedding of token ids.</summary>
    public TokenEmbedding Embedding => _embedding;

    /// <summary>Runs the layers and the final norm.</summary>
    /// <param name="x">Embeddings, <c>[b, t, d]</c>.</param>
    /// <param name="context">Positions, caches and masks of these tokens.</param>
    /// <returns>Hidden states after the final norm, <c>[b, t, d]</c>.</returns>
    public override Tensor forward(Tensor x, AttentionContext context)
    {
        using var scope = NewDisposeScope();
        for (var layer = 0; layer < _layers.Count; layer++)
        {
            x = _layers[layer].call(x, layer, context);
            context.LayerFinished?.Invoke(layer, x);
        }

        return _norm.call(x).MoveToOuterDisposeScope();
    }
}
