using MinMo.Models.Parity.Gguf;
using MinMo.Models.Parity.Piper;
using MinMo.Models.Parity.Safetensors;
using MinMo.Models.Parity.Silero;
using MinMo.Models.Parity.SmartTurn;
using MinMo.Models.Parity.Whisper;

namespace MinMo.Models.Parity;

/// <summary>Every kind of golden that this code can be judged by.</summary>
public static class GoldenKinds
{
    /// <summary>One of each kind, families in alphabetical order.</summary>
    public static IReadOnlyList<IGoldenKind> All { get; } =
    [
        // gguf
        new GgufHostileKind(),
        new GgufHostileModelKind(),
        new GgufMetadataKind(),
        new GgufTensorsKind(),

        // llama

        // piper
        new PiperIdsKind(),
        new PiperPcmKind(),
        new PiperPhonemesKind(),
        new PiperStreamKind(),
        new PiperSynthesizeKind(),

        // qwen2

        // safetensors
        new SafetensorsHostileKind(),
        new SafetensorsLoadKind(),

        // silero
        new SileroChunkingKind(),
        new SileroSegmentsKind(),
        new SileroSequenceKind(),

        // smartturn
        new SmartTurnFeaturesKind(),
        new SmartTurnProbabilityKind(),

        // whisper
        new WhisperBatchKind(),
        new WhisperCacheKind(),
        new WhisperDecoderKind(),
        new WhisperEncoderKind(),
        new WhisperGreedyKind(),
        new WhisperLanguageKind(),
        new WhisperLogMelKind(),
        new WhisperModelKind(),
        new WhisperRulesKind(),
    ];
}
