using MinMo.Models.Bundles.Hub;
using MinMo.Models.Bundles.Installing;

namespace MinMo.Models.Bundles;

/// <summary>The bundle <c>lite-en</c>: public weights as they are, small enough for two CPU cores. It understands real
/// people and answers in a natural voice; its language model is very weak.</summary>
public static class LiteEnglish
{
    /// <summary>What calls name it by.</summary>
    public const string Name = "lite-en";

    /// <summary>One line for people.</summary>
    public const string About = "English on two CPU cores: Whisper tiny.en, SmolLM2-135M-Instruct, Piper joe, smart-turn, Silero VAD";

    /// <summary>For which machine it is meant.</summary>
    public const string Machine = "two CPU cores or more";

    private const string WhisperLicence = "MIT (OpenAI)";
    private const string SmolLicence = "Apache-2.0 (Hugging Face)";
    private const string JoeLicence =
        "CC0 data set NabuCasa/voice-datasets, fine-tuned from the lessac voice: ask before selling a product with it";

    private const string SmartTurnLicence = "BSD-2-Clause (Daily)";
    private const string SileroLicence = "MIT (Silero team)";

    /// <summary>Its parts as a folder of weights holds them, one folder each; nothing else is taken for <c>lite-en</c>.
    /// </summary>
    public static IReadOnlyList<KnownPart> Folders { get; } =
    [
        new(BundlePartKind.Ears, BundlePartFormat.Whisper, "whisper-tiny", WhisperLicence, "openai/whisper-tiny.en, float16")
        {
            Files =
            [
                new("config.json", 1759, "bcc07402e26522b97e37e3c8cf86b7cac09a7e1406a6cb5c1de21c68da6a15d1"),
                new("generation_config.json", 1580, "84560f2cc5866a6b5f69aba2090a81893de9001907f0a31f67cc8f0b04696378"),
                new("merges.txt", 456318, "1ce1664773c50f3e0cc8842619a93edc4624525b728b188a9e0be33b7726adc5"),
                new("model.safetensors", 75539400, "27e6cbbc03132b9e95bc2ff4fe1a8c4ccb207f77998cc7567a3945b626b733f7"),
                new("preprocessor_config.json", 339, "a6a76d28c93edb273669eb9e0b0636a2bddbb1272c3261e47b7ca6dfdbac1b8d"),
                new("tokenizer.json", 2128466, "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df"),
                new("tokenizer_config.json", 334, "9a9fc7e325ab44a8c8e516b5cf6fb3d98ffd21774837c7a6b3ed94789dd2f5c9"),
                new("vocab.json", 898669, "03087853bc70c618b66e7c7a43e787d2db4c469416beac9a483e53dad1f72f27"),
            ],
        },
        new(BundlePartKind.LanguageModel, BundlePartFormat.Gguf, "smollm2-135m-instruct", SmolLicence,
            "HuggingFaceTB/SmolLM2-135M-Instruct, QuantFactory's Q4_1 conversion")
        {
            Files =
            [
                new("SmolLM2-135M-Instruct.Q4_1.gguf", 98362432, "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"),
            ],
        },
        new(BundlePartKind.Voice, BundlePartFormat.Piper, "piper-joe", JoeLicence,
            "rhasspy/piper-voices v1.0.0, en/en_US/joe/medium, weights as int16")
        {
            Files =
            [
                new("en_US-joe-medium.onnx", 32178861, "8503deff4d1694aae8ae57c02a5dfa6787404b38674dfacf1d8342246ddd7512"),
                new("en_US-joe-medium.onnx.json", 4794, "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33"),
                new("encoder.onnx", 831152, "43270f6470e0f1beca9431301174b0612247f92c2a646f18e489661b8211fbde"),
                new("decoder.onnx", 38226, "39869a4d62c38e0883ed6010cefddda0b420cffb3b254ebd3729f72e583b68ef"),
            ],
        },
        new(BundlePartKind.TurnEnd, BundlePartFormat.SmartTurn, "smart-turn", SmartTurnLicence, "pipecat-ai/smart-turn-v3, version 3.2")
        {
            Files =
            [
                new("smart-turn-v3.2-float.onnx", 8619716, "373a6c92bd5d028909007f014e272acf6b4e46af40e354c25b27a6e28a6d62f0"),
                new("smart-turn-v3.2-cpu.onnx", 8679182, "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f"),
            ],
        },
        new(BundlePartKind.VoiceActivity, BundlePartFormat.Silero, "silero-vad", SileroLicence, "snakers4/silero-vad v6.2.1")
        {
            Files =
            [
                new("silero_vad.onnx", 2327524, "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3"),
            ],
        },
    ];

    /// <summary>Where its parts are published. Hashes that are not written here are those that the hub states.</summary>
    public static IReadOnlyList<PublishedPart> Published { get; } =
    [
        new(BundlePartKind.Ears, BundlePartFormat.Whisper, "openai-whisper-tiny.en", WhisperLicence, "openai/whisper-tiny.en")
        {
            Files = WhisperFiles("openai/whisper-tiny.en"),
            ApproximateBytes = 154_000_000,
        },
        new(BundlePartKind.LanguageModel, BundlePartFormat.Safetensors, "smollm2-135m-instruct-bf16", SmolLicence,
            "HuggingFaceTB/SmolLM2-135M-Instruct")
        {
            Files =
            [
                HubFile.OfHub("HuggingFaceTB/SmolLM2-135M-Instruct", "main", "config.json"),
                HubFile.OfHub("HuggingFaceTB/SmolLM2-135M-Instruct", "main", "generation_config.json"),
                HubFile.OfHub("HuggingFaceTB/SmolLM2-135M-Instruct", "main", "tokenizer.json"),
                HubFile.OfHub("HuggingFaceTB/SmolLM2-135M-Instruct", "main", "tokenizer_config.json"),
                HubFile.OfHub("HuggingFaceTB/SmolLM2-135M-Instruct", "main", "model.safetensors"),
            ],
            ApproximateBytes = 271_000_000,
        },
        new(BundlePartKind.Voice, BundlePartFormat.Piper, "piper-en-us-joe-medium", JoeLicence,
            "rhasspy/piper-voices v1.0.0, en/en_US/joe/medium")
        {
            Files =
            [
                HubFile.OfHub("rhasspy/piper-voices", "v1.0.0", "en/en_US/joe/medium/en_US-joe-medium.onnx")
                    with { Sha256 = "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06" },
                HubFile.OfHub("rhasspy/piper-voices", "v1.0.0", "en/en_US/joe/medium/en_US-joe-medium.onnx.json")
                    with { Sha256 = "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33" },
            ],
            ApproximateBytes = 63_206_088,
        },
        new(BundlePartKind.TurnEnd, BundlePartFormat.SmartTurn, "smart-turn-v3", SmartTurnLicence,
            "pipecat-ai/smart-turn-v3, version 3.2")
        {
            Files =
            [
                HubFile.OfHub("pipecat-ai/smart-turn-v3", "main", "smart-turn-v3.2-cpu.onnx")
                    with { Sha256 = "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f" },
            ],
            ApproximateBytes = 8_679_182,
        },
        new(BundlePartKind.VoiceActivity, BundlePartFormat.Silero, "silero-vad", SileroLicence, "snakers4/silero-vad v6.2.1")
        {
            Files =
            [
                HubFile.OfGitHub("snakers4/silero-vad", "v6.2.1", "src/silero_vad/data/silero_vad.onnx")
                    with { Sha256 = "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3" },
            ],
            ApproximateBytes = 2_327_524,
        },
    ];

    /// <summary>The files of a Whisper of the hub that are needed.</summary>
    internal static IReadOnlyList<HubFile> WhisperFiles(string repository) =>
    [
        HubFile.OfHub(repository, "main", "config.json"),
        HubFile.OfHub(repository, "main", "generation_config.json"),
        HubFile.OfHub(repository, "main", "preprocessor_config.json"),
        HubFile.OfHub(repository, "main", "tokenizer.json"),
        HubFile.OfHub(repository, "main", "tokenizer_config.json"),
        HubFile.OfHub(repository, "main", "vocab.json"),
        HubFile.OfHub(repository, "main", "merges.txt"),
        HubFile.OfHub(repository, "main", "model.safetensors"),
    ];
}
