namespace MinMo.Models.Bundles;

/// <summary>A bundle of the family <c>cascade</c> with every part found: what an engine needs to start.</summary>
public sealed record CascadeBundle
{
    /// <summary>What a call names it by, e.g. <c>lite-en</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A folder in the Hugging Face layout, or a GGUF file; architecture llama or qwen2.</summary>
    public required string LanguageModelPath { get; init; }

    /// <summary>A Whisper checkpoint in the Hugging Face layout.</summary>
    public required string EarsFolder { get; init; }

    /// <summary>A Piper voice: <c>*.onnx</c> and <c>*.onnx.json</c>, cut graphs beside them if the voice can be cut.</summary>
    public required string VoiceFolder { get; init; }

    /// <summary>smart-turn, the variant with float activations.</summary>
    public required string SmartTurnFolder { get; init; }

    /// <summary><c>silero_vad.onnx</c>.</summary>
    public required string SileroFolder { get; init; }

    /// <summary>Where graphs that are built from the weights may be kept; it need not exist, and may be emptied.</summary>
    public required string CacheFolder { get; init; }
}
