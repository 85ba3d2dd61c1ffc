namespace MinMo.Models.SenseVoice;

/// <summary>What the model is told and asked, as ids of its table of queries: four rows in front of the audio's.</summary>
/// <param name="Language">Id of the language that is spoken; 0 if the model shall find out.</param>
/// <param name="TextNormalization">Id of the style of the text.</param>
public readonly record struct SenseVoiceQuery(int Language, int TextNormalization)
{
    /// <summary>Rows that stand in front of the audio's.</summary>
    public const int RowCount = 4;

    private const int Auto = 0;
    private const int WithItn = 14;
    private const int WithoutItn = 15;

    private static readonly Dictionary<string, int> Languages = new(StringComparer.Ordinal)
    {
        ["auto"] = Auto,
        ["zh"] = 3,
        ["en"] = 4,
        ["yue"] = 7,
        ["ja"] = 11,
        ["ko"] = 12,
        ["nospeech"] = 13,
    };

    /// <summary>The id of the emotion's row.</summary>
    public static int Emotion => 1;

    /// <summary>The id of the sound event's row.</summary>
    public static int SoundEvent => 2;

    /// <summary>The ids in the order of the rows.</summary>
    public IReadOnlyList<int> Ids => [Language, Emotion, SoundEvent, TextNormalization];

    /// <summary>Looks up the ids.</summary>
    /// <param name="language"><c>zh</c>, <c>en</c>, <c>yue</c>, <c>ja</c>, <c>ko</c>, <c>nospeech</c>; everything else means
    /// that the model shall find out.</param>
    /// <param name="usesInverseNormalization">Whether numbers are written as digits, with punctuation.</param>
    public static SenseVoiceQuery For(string language, bool usesInverseNormalization)
        => new(Languages.GetValueOrDefault(language, Auto), usesInverseNormalization ? WithItn : WithoutItn);
}
