namespace MinMo.Models.SenseVoice;

/// <summary>The tags that a SenseVoiceSmall writes into its text, and what they are shown as.</summary>
internal static class SenseVoiceTags
{
    /// <summary>The tag of a speaker without emotion.</summary>
    public const string Neutral = "NEUTRAL";

    /// <summary>The tag of a speaker whose emotion the model does not tell.</summary>
    public const string UnknownEmotion = "EMO_UNKNOWN";

    /// <summary>The tag of a text with digits and punctuation.</summary>
    public const string WithItn = "withitn";

    /// <summary>Spoken languages; the last one says that nobody speaks.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["zh", "en", "yue", "ja", "ko", "nospeech"];

    /// <summary>Emotions and their emoji, in the order in which they win over each other.</summary>
    public static IReadOnlyList<(string Tag, string Emoji)> Emotions { get; } =
    [
        ("HAPPY", "😊"), ("SAD", "😔"), ("ANGRY", "😡"), ("FEARFUL", "😰"), ("DISGUSTED", "🤢"), ("SURPRISED", "😮"),
    ];

    /// <summary>Sound events that are shown, and their emoji, in the order in which they are put in front.</summary>
    public static IReadOnlyList<(string Tag, string Emoji)> ShownEvents { get; } =
    [
        ("BGM", "🎼"), ("Applause", "👏"), ("Laughter", "😀"), ("Cry", "😭"), ("Sneeze", "🤧"), ("Cough", "🤧"),
    ];

    /// <summary>Sound events that are not shown; <c>Speech</c> is the usual one.</summary>
    public static IReadOnlyList<string> OtherEvents { get; } =
        ["Speech", "Breath", "Sing", "Speech_Noise", "GBG", "Event_UNK"];

    /// <summary>Every tag.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Languages, .. Emotions.Select(emotion => emotion.Tag), Neutral, UnknownEmotion,
        .. ShownEvents.Select(shown => shown.Tag), .. OtherEvents, WithItn, "woitn",
    ];

    /// <summary>A tag as it stands in a text.</summary>
    public static string Written(string tag) => $"<|{tag}|>";
}
