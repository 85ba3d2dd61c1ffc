using System.Text.Json.Serialization;

namespace MinMo.Models.Bundles;

/// <summary>What a part does in a bundle of the family <c>cascade</c>.</summary>
public enum BundlePartKind
{
    /// <summary>Speech to text.</summary>
    [JsonStringEnumMemberName("ears")]
    Ears,

    /// <summary>Text to text.</summary>
    [JsonStringEnumMemberName("language-model")]
    LanguageModel,

    /// <summary>Text to speech.</summary>
    [JsonStringEnumMemberName("voice")]
    Voice,

    /// <summary>Whether the caller has finished.</summary>
    [JsonStringEnumMemberName("turn-end")]
    TurnEnd,

    /// <summary>Whether somebody speaks.</summary>
    [JsonStringEnumMemberName("voice-activity")]
    VoiceActivity,
}
