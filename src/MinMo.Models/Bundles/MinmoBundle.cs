namespace MinMo.Models.Bundles;

/// <summary>A bundle of the family <see cref="BundleFamily.Minmo"/>; every folder but the language model's has
/// <c>config.json</c> and <c>model.safetensors</c>.</summary>
public sealed record MinmoBundle : EngineBundle
{
    /// <summary>See <see cref="BundleManifest.ReadsWrittenText"/>.</summary>
    public bool ReadsWrittenText { get; init; } = true;

    /// <summary>The streaming voice encoder.</summary>
    public required string SpeechEncoderFolder { get; init; }

    /// <summary>Encoder to language model.</summary>
    public required string InputProjectorFolder { get; init; }

    /// <summary>A Qwen2 decoder with its tokenizer in the Hugging Face layout.</summary>
    public required string LanguageModelFolder { get; init; }

    /// <summary>Whether to answer, wait or yield.</summary>
    public required string DuplexPredictorFolder { get; init; }

    /// <summary>Language model to voice.</summary>
    public required string OutputProjectorFolder { get; init; }

    /// <summary>The voice token language model.</summary>
    public required string VoiceLanguageModelFolder { get; init; }

    /// <summary>Speech tokens to mel spectra.</summary>
    public required string MelDecoderFolder { get; init; }

    /// <summary>Mel spectra to sound.</summary>
    public required string VocoderFolder { get; init; }
}
