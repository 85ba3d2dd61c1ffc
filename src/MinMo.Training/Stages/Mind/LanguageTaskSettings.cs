using MinMo.Models.Language;

namespace MinMo.Training.Stages.Mind;

/// <summary>What the language model's stage trains and on how much at once.</summary>
public sealed record LanguageTaskSettings
{
    /// <summary>Sizes; the vocabulary is the tokenizer's.</summary>
    public DecoderConfiguration Decoder { get; init; } = new()
    {
        HiddenSize = 256,
        LayerCount = 6,
        HeadCount = 4,
        KeyValueHeadCount = 2,
        HeadSize = 64,
        FeedForwardSize = 720,
        VocabularySize = 0,
        NormEpsilon = 1e-6,
        Rotary = new RotaryConfiguration(10_000),
        TiedEmbeddings = true,
        QueryKeyValueBias = true,
        ContextLength = 2048,
    };

    /// <summary>Dialogues of a batch.</summary>
    public int Dialogues { get; init; } = 14;

    /// <summary>Share of dialogues with heard turns at the end of training; at the begin it is none, since typed turns
    /// are shorter and teach the same.</summary>
    public double HeardShare { get; init; } = 0.6;

    /// <summary>Most positions of a dialogue; longer ones lose their beginnings.</summary>
    public int MostPositions { get; init; } = 320;

    /// <summary>Weight of the loss that spells units from their embeddings.</summary>
    public double SpellingWeight { get; init; } = 0.1;

    /// <summary>Held-out dialogues of one evaluation, each typed and heard.</summary>
    public int EvaluatedDialogues { get; init; } = 56;
}
