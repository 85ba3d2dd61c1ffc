using MinMo.Models.Duplex;
using MinMo.Models.FlowMatching;
using MinMo.Models.InputProjection;
using MinMo.Models.Language;
using MinMo.Models.MelSpeech;
using MinMo.Models.OutputProjection;
using MinMo.Models.SpeechEncoder;
using MinMo.Models.Vocoder;
using MinMo.Models.VoiceLanguage;

namespace MinMo.Testing.Weights;

/// <summary>Sizes of the parts of a bundle of the family <c>minmo</c>; by default those of <c>nano-en</c>.</summary>
internal sealed record MinmoSizes
{
    public SpeechEncoderConfiguration Encoder { get; init; } = new();

    public InputProjectorConfiguration Projector { get; init; } = new();

    public DecoderConfiguration Language { get; init; } = Decoder(width: 256, layers: 6, heads: 4, inner: 720);

    public DuplexConfiguration Duplex { get; init; } = new();

    public OutputProjectionConfiguration Projection { get; init; } = new();

    public VoiceLanguageConfiguration Voice { get; init; } = new();

    public MelDecoderConfiguration Mel { get; init; } = new();

    public VocoderConfiguration Vocoder { get; init; } = new();

    /// <summary>Everything of one small width.</summary>
    public static MinmoSizes Tiny(int width) => new()
    {
        Encoder = new() { Width = width, HeadCount = 2, FeedForwardSize = 48, LayerCount = 2, LeftChunks = 8 },
        Projector = new() { Inputs = width, Width = width, LayerCount = 1, HeadCount = 2, FeedForwardSize = 48, LeftRows = 16 },
        Language = Decoder(width, layers: 2, heads: 2, inner: 48),
        Duplex = new() { LanguageWidth = width, Width = width, HeadCount = 2, FeedForwardSize = 48, LeftRows = 16 },
        Projection = new() { LanguageWidth = width, VoiceWidth = width },
        Voice = new() { Decoder = Decoder(width, layers: 2, heads: 2, inner: 48) with { VocabularySize = 2 }, TableRank = 4 },
        Mel = new()
        {
            Prior = new MelPriorConfiguration { TokenWidth = width, TokenBlocks = 1, FrameWidth = width, FrameBlocks = 1 },
            Flow = new() { Width = width, BlockCount = 1, TimeWidth = 16, Steps = 2 },
        },
        Vocoder = new() { Width = width, HiddenWidth = 2 * width, BlockCount = 1 },
    };

    private static DecoderConfiguration Decoder(int width, int layers, int heads, int inner) => new()
    {
        HiddenSize = width,
        LayerCount = layers,
        HeadCount = heads,
        KeyValueHeadCount = heads / 2,
        HeadSize = width / heads,
        FeedForwardSize = inner,
        VocabularySize = 1,
        NormEpsilon = 1e-6,
        Rotary = new RotaryConfiguration(10_000),
        TiedEmbeddings = true,
        QueryKeyValueBias = true,
        ContextLength = 2048,
    };
}
