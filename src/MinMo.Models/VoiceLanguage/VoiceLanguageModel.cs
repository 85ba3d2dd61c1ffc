using MinMo.Models.Checkpoints;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.VoiceLanguage;

/// <summary>Semantic vectors to speech tokens: a Qwen2-like transformer over both, in the order of
/// <see cref="InterleavedLayout"/>. The transformer runs in lanes like any decoder; this class embeds and scores.</summary>
/// <remarks>MinMo (arXiv 2501.06282), section 3.2; ids of special tokens as in CosyVoice 2: 6561 ends the speech, 6563
/// asks for text.</remarks>
public sealed class VoiceLanguageModel : nn.Module
{
    private const int Specials = 3;

    [ComponentName(Name = "llm")]
    private readonly DecoderModel _decoder;

    [ComponentName(Name = "speech_embedding")]
    private readonly SpeechTokenEmbedding _embedding;

    [ComponentName(Name = "llm_decoder")]
    private readonly SpeechTokenHead _head;

    /// <summary>Makes a model whose weights are not set: load or initialise them.</summary>
    public VoiceLanguageModel(VoiceLanguageConfiguration configuration)
        : base(nameof(VoiceLanguageModel))
    {
        Configuration = configuration;
        var (quantizer, width) = (configuration.Quantizer, configuration.Decoder.HiddenSize);
        _decoder = new DecoderModel(configuration.Decoder);
        _embedding = new SpeechTokenEmbedding(quantizer, configuration.TableRank, width);
        _head = new SpeechTokenHead(quantizer, configuration.TableRank, width, Specials);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public VoiceLanguageConfiguration Configuration { get; }

    /// <summary>The transformer: embeddings in, hidden states out.</summary>
    public DecoderModel Body => _decoder;

    /// <summary>Id that ends the speech.</summary>
    public int EndOfSpeech => Configuration.Quantizer.CodeCount;

    /// <summary>Id that asks for the next block of text; never fed.</summary>
    public int Fill => Configuration.Quantizer.CodeCount + 2;

    /// <summary>Reads a model that <see cref="ModuleFolder"/> has written.</summary>
    /// <exception cref="CheckpointFormatException">The weights do not fit the sizes.</exception>
    public static VoiceLanguageModel Load(string folder)
    {
        var model = new VoiceLanguageModel(ModuleFolder.Configuration<VoiceLanguageConfiguration>(folder));
        ModuleFolder.Load(model, folder);
        model.eval();
        return model;
    }

    /// <summary>Writes the transformer as a graph for CPUs, unless it is there.</summary>
    /// <param name="folder">As of <see cref="Load"/>. It is not looked at if the graph is there.</param>
    /// <param name="graph">Where the graph is kept.</param>
    /// <param name="precision">How its matrices are kept.</param>
    /// <exception cref="CheckpointFormatException">The weights do not fit the sizes.</exception>
    public static void EnsureGraph(string folder, OnnxDecoderFolder graph, WeightPrecision precision)
    {
        if (graph.Holds(precision))
        {
            return;
        }

        using var whole = ModuleFolder.Open(folder);
        using var transformer = new PrefixedCheckpoint(whole, "llm.");
        graph.Write(
            transformer, ModuleFolder.Configuration<VoiceLanguageConfiguration>(folder).Decoder, precision);
    }

    /// <summary>From here on the parameters stay as they are: what depends on them alone is computed once.</summary>
    public void Freeze() => _head.Freeze();

    /// <summary>Draws weights from a normal distribution (norms stay one, biases zero), to train from nothing.</summary>
    /// <param name="deviation">Standard deviation.</param>
    /// <param name="generator">Makes the draw repeatable.</param>
    public void Initialise(double deviation, Generator generator)
    {
        using var noGradient = no_grad();
        foreach (var (_, parameter) in named_parameters().Where(static named => named.parameter.dim() == 2))
        {
            parameter.normal_(0, deviation, generator);
        }

        foreach (var (name, parameter) in named_parameters())
        {
            if (name.EndsWith(".bias", StringComparison.Ordinal))
            {
                parameter.zero_();
            }
        }
    }

    /// <summary>Rows of speech tokens.</summary>
    /// <param name="tokens">int64 below the number of codes, <c>[...]</c>.</param>
    /// <returns><c>[..., width]</c>.</returns>
    public Tensor Embed(Tensor tokens) => _embedding.call(tokens);

    /// <summary>The row of a mark, <c>[1, width]</c>.</summary>
    public Tensor EmbedMark(VoiceMark mark)
    {
        using var scope = NewDisposeScope();
        return _decoder.Embed(tensor([(long)mark])).MoveToOuterDisposeScope();
    }

    /// <summary>Scores of what comes next.</summary>
    /// <param name="hidden">Of the transformer, after the final norm, <c>[n, width]</c>.</param>
    /// <returns><c>[n, codes + 3]</c>: speech tokens, <see cref="EndOfSpeech"/>, one that is not used,
    /// <see cref="Fill"/>.</returns>
    public Tensor Logits(Tensor hidden) => _head.call(hidden);
}
