using MinMo.Models.Checkpoints;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.Language;

/// <summary>A decoder of the Llama or Qwen2 architecture as TorchSharp modules, for training, adapters and as the
/// float32 reference. Parameters have Hugging Face's names.</summary>
public sealed class DecoderModel : nn.Module<Tensor, AttentionContext, Tensor>
{
    [ComponentName(Name = "model")]
    private readonly DecoderBody _body;

    [ComponentName(Name = "lm_head")]
    private readonly LoraLinear? _head;

    /// <summary>Makes a model whose weights are not set: load or initialise them.</summary>
    public DecoderModel(DecoderConfiguration configuration, ScalarType type = ScalarType.Float32)
        : base(nameof(DecoderModel))
    {
        Configuration = configuration;
        Type = type;
        _body = new DecoderBody(configuration, type);
        _head = configuration.TiedEmbeddings
            ? null
            : new LoraLinear(configuration.HiddenSize, configuration.VocabularySize, bias: false, type);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public DecoderConfiguration Configuration { get; }

    /// <summary>The type of weights and activations; norms and softmax compute in float32 inside.</summary>
    public ScalarType Type { get; }

    /// <summary>Parameters of all attached adapters.</summary>
    public IEnumerable<Parameter> AdapterParameters
        => AdaptedLayers.SelectMany(layer => layer.Module.AdapterParameters);

    /// <summary>The linear layers that can carry an adapter, by name, e.g. <c>model.layers.0.self_attn.q_proj</c>.</summary>
    public IEnumerable<(string Name, LoraLinear Module)> AdaptedLayers
        => named_modules().Where(named => named.module is LoraLinear)
            .Select(named => (named.name, (LoraLinear)named.module));

    /// <summary>Reads a checkpoint into a new model.</summary>
    /// <param name="checkpoint">With Hugging Face's names.</param>
    /// <param name="configuration">That of the checkpoint.</param>
    /// <param name="type">The type to run in, whatever the type in the file.</param>
    /// <param name="prefix">Stands in front of every name, e.g. <c>llm.</c> in CosyVoice 2.</param>
    /// <exception cref="CheckpointFormatException">A tensor is missing, has another shape, or has no place in the
    /// model.</exception>
    public static DecoderModel Load(
        ICheckpoint checkpoint,
        DecoderConfiguration configuration,
        ScalarType type = ScalarType.Float32,
        string prefix = "")
    {
        DecoderTensors.Check(checkpoint, configuration, prefix);
        var model = new DecoderModel(configuration, type);
        foreach (var (name, parameter) in model.named_parameters())
        {
            checkpoint.ReadInto(prefix + name, parameter);
        }

        return model;
    }

    /// <summary>Draws weights from a normal distribution (norms stay one, biases zero), to train from nothing.</summary>
    /// <param name="deviation">Standard deviation; public models use 0.02.</param>
    /// <param name="generator">Makes the draw repeatable.</param>
    public void Initialise(double deviation, Generator generator)
    {
        using var noGradient = no_grad();
        foreach (var (_, parameter) in named_parameters().Where(named => named.parameter.dim() == 2))
        {
            parameter.normal_(0, deviation, generator);
        }
    }

    /// <summary>Embeds token ids.</summary>
    /// <param name="ids">int64, <c>[b, t]</c>.</param>
    /// <returns><c>[b, t, d]</c>.</returns>
    public Tensor Embed(Tensor ids) => _body.Embedding.call(ids);

    /// <summary>Runs the layers.</summary>
    /// <param name="x">Embeddings, <c>[b, t, d]</c>.</param>
    /// <param name="context">Positions, caches and masks of these tokens.</param>
    /// <returns>Hidden states after the final norm, <c>[b, t, d]</c>.</returns>
    public override Tensor forward(Tensor x, AttentionContext context) => _body.call(x, context);

    /// <summary>Logits of hidden states.</summary>
    /// <param name="hidden">After the final norm, <c>[..., d]</c>.</param>
    /// <returns><c>[..., V]</c>.</returns>
    public Tensor Unembed(Tensor hidden) => _head is null ? _body.Embedding.Unembed(hidden) : _head.call(hidden);
}
