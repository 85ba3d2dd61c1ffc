namespace MinMo.Models.Bundles;

/// <summary>A bundle of the family <see cref="BundleFamily.Cascade"/>.</summary>
public sealed record CascadeBundle : EngineBundle
{
    /// <summary>A folder in the Hugging Face layout, or a GGUF file; architecture llama or qwen2.</summary>
    public required string LanguageModelPath { get; init; }

    /// <summary>A low-rank adapter that is merged into the language model, in the layout of PEFT; null for none.</summary>
    public string? AdapterFolder { get; init; }

    /// <summary>A Whisper checkpoint in the Hugging Face layout, or a SenseVoiceSmall in FunASR's.</summary>
    public required string EarsFolder { get; init; }

    /// <summary>Which of the two it is.</summary>
    public BundlePartFormat EarsFormat { get; init; } = BundlePartFormat.Whisper;

    /// <summary>A Piper voice: <c>*.onnx</c> and <c>*.onnx.json</c>, cut graphs beside them if the voice can be cut; or a
    /// CosyVoice 2 folder.</summary>
    public required string VoiceFolder { get; init; }

    /// <summary>Which of them.</summary>
    public BundlePartFormat VoiceFormat { get; init; } = BundlePartFormat.Piper;

    /// <summary>smart-turn, the variant with float activations.</summary>
    public required string SmartTurnFolder { get; init; }

    /// <summary><c>silero_vad.onnx</c>.</summary>
    public required string SileroFolder { get; init; }
}
