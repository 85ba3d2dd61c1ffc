using System.Text.Json.Serialization;

namespace MinMo.Models.Bundles;

/// <summary>What a part does in a bundle.</summary>
public enum BundlePartKind
{
    /// <summary>Speech to text (family <c>cascade</c>).</summary>
    [JsonStringEnumMemberName("ears")]
    Ears,

    /// <summary>Text to text, or heard rows to text.</summary>
    [JsonStringEnumMemberName("language-model")]
    LanguageModel,

    /// <summary>Text to speech (family <c>cascade</c>).</summary>
    [JsonStringEnumMemberName("voice")]
    Voice,

    /// <summary>Whether the caller has finished (family <c>cascade</c>).</summary>
    [JsonStringEnumMemberName("turn-end")]
    TurnEnd,

    /// <summary>Whether somebody speaks (family <c>cascade</c>).</summary>
    [JsonStringEnumMemberName("voice-activity")]
    VoiceActivity,

    /// <summary>The streaming voice encoder (family <c>minmo</c>).</summary>
    [JsonStringEnumMemberName("speech-encoder")]
    SpeechEncoder,

    /// <summary>What the encoder hears to rows of the language model (family <c>minmo</c>).</summary>
    [JsonStringEnumMemberName("input-projector")]
    InputProjector,

    /// <summary>What the language model thinks to what the voice reads (family <c>minmo</c>).</summary>
    [JsonStringEnumMemberName("output-projector")]
    OutputProjector,

    /// <summary>What the voice reads to speech tokens (family <c>minmo</c>).</summary>
    [JsonStringEnumMemberName("voice-language-model")]
    VoiceLanguageModel,

    /// <summary>Speech tokens to mel spectra (family <c>minmo</c>).</summary>
    [JsonStringEnumMemberName("mel-decoder")]
    MelDecoder,

    /// <summary>Mel spectra to sound (family <c>minmo</c>).</summary>
    [JsonStringEnumMemberName("vocoder")]
    Vocoder,

    /// <summary>Whether to answer, to wait or to yield (family <c>minmo</c>).</summary>
    [JsonStringEnumMemberName("duplex-predictor")]
    DuplexPredictor,
}
