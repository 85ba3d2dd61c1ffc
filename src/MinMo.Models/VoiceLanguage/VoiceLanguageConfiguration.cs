using MinMo.Models.Language;
using MinMo.Models.SpeechTokens;

namespace MinMo.Models.VoiceLanguage;

/// <summary>Sizes of a <see cref="VoiceLanguageModel"/>.</summary>
public sealed record VoiceLanguageConfiguration
{
    /// <summary>The transformer; its embedding has one row for each <see cref="VoiceMark"/> and is tied.</summary>
    public DecoderConfiguration Decoder { get; init; } = new()
    {
        HiddenSize = 256,
        LayerCount = 6,
        HeadCount = 4,
        KeyValueHeadCount = 2,
        HeadSize = 64,
        FeedForwardSize = 640,
        VocabularySize = 2,
        NormEpsilon = 1e-6,
        Rotary = new RotaryConfiguration(10_000),
        TiedEmbeddings = true,
        QueryKeyValueBias = true,
        ContextLength = 2048,
    };

    /// <summary>The speech tokens.</summary>
    public FiniteScalarQuantizer Quantizer { get; init; } = new();

    /// <summary>Rank of the tables of whole tokens that stand beside their digits, on both sides.</summary>
    public int TableRank { get; init; } = 32;

    /// <summary>Semantic vectors of a block: 5 in the paper.</summary>
    public int BlockUnits { get; init; } = 5;

    /// <summary>Speech tokens that follow a block: 15 in the paper, 0.6 s.</summary>
    public int BlockTokens { get; init; } = 15;
}
