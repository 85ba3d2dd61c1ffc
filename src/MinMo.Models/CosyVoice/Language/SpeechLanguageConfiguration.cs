using MinMo.Models.Checkpoints;
using MinMo.Models.Language;
using MinMo.Models.Sampling;

namespace MinMo.Models.CosyVoice.Language;

/// <summary>Sizes of a <see cref="SpeechLanguageModel"/> and how its ids are chosen. The defaults are those of
/// CosyVoice2-0.5B.</summary>
public sealed record SpeechLanguageConfiguration
{
    /// <summary>What the names of the transformer's tensors begin with in <c>llm.pt</c>.</summary>
    internal const string DecoderPrefix = "llm.model.";

    /// <summary>Name of the table of marks.</summary>
    internal const string Marks = "llm_embedding.weight";

    /// <summary>Name of the table of speech tokens.</summary>
    internal const string Speech = "speech_embedding.weight";

    /// <summary>Name of the output layer, without <c>weight</c> and <c>bias</c>.</summary>
    internal const string Head = "llm_decoder";

    /// <summary>Ids behind the speech tokens: end of speech, one that is not used, fill.</summary>
    private const int Specials = 3;

    /// <summary>The transformer; its embedding is that of text.</summary>
    public DecoderConfiguration Decoder { get; init; } = new()
    {
        HiddenSize = 896,
        LayerCount = 24,
        HeadCount = 14,
        KeyValueHeadCount = 2,
        HeadSize = 64,
        FeedForwardSize = 4864,
        VocabularySize = 151_936,
        NormEpsilon = 1e-6,
        Rotary = new RotaryConfiguration(1_000_000),
        TiedEmbeddings = true,
        QueryKeyValueBias = true,
        ContextLength = 32_768,
    };

    /// <summary>Speech tokens, S.</summary>
    public int SpeechTokens { get; init; } = 6561;

    /// <summary>Text tokens of a block, N of N : M.</summary>
    public int BlockText { get; init; } = 5;

    /// <summary>Speech tokens that follow a block, M of N : M.</summary>
    public int BlockSpeech { get; init; } = 15;

    /// <summary>How ids are chosen.</summary>
    public RepetitionAwareOptions Sampling { get; init; } = new();

    /// <summary>Id that ends the speech.</summary>
    public int EndOfSpeech => SpeechTokens;

    /// <summary>Id that asks for the next block of text; never fed.</summary>
    public int Fill => SpeechTokens + 2;

    /// <summary>Ids that are scored.</summary>
    public int IdCount => SpeechTokens + Specials;

    /// <summary>Reads <c>cosyvoice2.yaml</c> and <c>CosyVoice-BlankEN/config.json</c>.</summary>
    /// <exception cref="CheckpointFormatException">A file is missing, malformed, or does not fit the other.</exception>
    public static SpeechLanguageConfiguration Read(string folder)
    {
        var path = Path.Combine(folder, CosyVoiceFiles.Settings);
        var yaml = YamlSettings.Read(path);
        var decoder = DecoderConfigurationFile.Read(Path.Combine(folder, CosyVoiceFiles.TextFolder));
        var ratio = yaml.Integers("llm.mix_ratio");
        if (ratio is not [> 0, > 0] || yaml.Integer("llm.llm_input_size") != decoder.HiddenSize)
        {
            throw new CheckpointFormatException(path, 0, "the language model's block or width is impossible");
        }

        return new SpeechLanguageConfiguration
        {
            Decoder = decoder with { TiedEmbeddings = true }, // text is embedded, never scored
            SpeechTokens = yaml.Integer("llm.speech_token_size"),
            BlockText = ratio[0],
            BlockSpeech = ratio[1],
            Sampling = new RepetitionAwareOptions
            {
                TopP = yaml.Number("llm.sampling.top_p"),
                TopK = yaml.Integer("llm.sampling.top_k"),
                Window = yaml.Integer("llm.sampling.win_size"),
                Share = yaml.Number("llm.sampling.tau_r"),
            },
        };
    }

    /// <summary>Every tensor of <c>llm.pt</c>, in the public checkpoint also <c>lm_head</c>, which nothing reads.</summary>
    public IEnumerable<(string Name, long[] Shape)> Tensors()
    {
        long d = Decoder.HiddenSize;
        yield return (Marks, [2, d]);
        foreach (var (name, shape) in DecoderTensors.Of(Decoder with { TiedEmbeddings = false }))
        {
            yield return (DecoderPrefix + name, shape);
        }

        yield return ($"{Head}.weight", [IdCount, d]);
        yield return ($"{Head}.bias", [IdCount]);
        yield return (Speech, [IdCount, d]);
    }

    /// <summary>Compares a checkpoint with <see cref="Tensors"/>.</summary>
    /// <exception cref="CheckpointFormatException">A tensor is missing, has another shape, or has no place in the model.</exception>
    public void Check(ICheckpoint weights)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, shape) in Tensors())
        {
            places.Add(name);
            if (name == DecoderPrefix + DecoderTensors.Head && !weights.Tensors.ContainsKey(name))
            {
                continue;
            }

            weights.Require(name, shape);
        }

        if (weights.Tensors.Keys.FirstOrDefault(name => !places.Contains(name)) is { } left)
        {
            throw new CheckpointFormatException(weights.Location, 0, $"'{left}' has no place in the model");
        }
    }
}
