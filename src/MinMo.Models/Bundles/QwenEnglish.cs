using MinMo.Models.Bundles.Hub;

namespace MinMo.Models.Bundles;

/// <summary>The bundle <c>qwen-en</c>: as <c>lite-en</c>, with larger ears and a language model that knows more. Nothing of it
/// is pinned but what <c>lite-en</c> pins: hashes and sizes are those that the hub states when it is fetched.</summary>
public static class QwenEnglish
{
    /// <summary>What calls name it by.</summary>
    public const string Name = "qwen-en";

    /// <summary>One line for people.</summary>
    public const string About = "English on four CPU cores: Whisper base.en, Qwen2.5-1.5B-Instruct (Q4_K_M), Piper joe, smart-turn, Silero VAD";

    /// <summary>For which machine it is meant.</summary>
    public const string Machine = "four CPU cores or more";

    private const string Ears = "openai/whisper-base.en";
    private const string Model = "Qwen/Qwen2.5-1.5B-Instruct-GGUF";

    /// <summary>Where its parts are published.</summary>
    public static IReadOnlyList<PublishedPart> Published { get; } =
    [
        new(BundlePartKind.Ears, BundlePartFormat.Whisper, "openai-whisper-base.en", "MIT (OpenAI)", Ears)
        {
            Files = LiteEnglish.WhisperFiles(Ears),
            ApproximateBytes = 294_000_000, // 72.6 M parameters in float32, and a tokenizer
        },
        new(BundlePartKind.LanguageModel, BundlePartFormat.Gguf, "qwen2.5-1.5b-instruct-q4_k_m", "Apache-2.0 (Alibaba Cloud)",
            $"{Model}, Q4_K_M")
        {
            Files = [HubFile.OfHub(Model, "main", "qwen2.5-1.5b-instruct-q4_k_m.gguf")],
            ApproximateBytes = null,
        },
        .. LiteEnglish.Published.Where(static part => part.Kind is BundlePartKind.Voice or BundlePartKind.TurnEnd
            or BundlePartKind.VoiceActivity),
    ];
}
