using MinMo.Models.Parity.Safetensors;

namespace MinMo.Models.Parity;

/// <summary>Every kind of golden that this code can be judged by.</summary>
public static class GoldenKinds
{
    /// <summary>One of each kind, families in alphabetical order.</summary>
    public static IReadOnlyList<IGoldenKind> All { get; } =
    [
        // gguf

        // llama

        // piper

        // qwen2

        // safetensors
        new SafetensorsHostileKind(),
        new SafetensorsLoadKind(),

        // silero

        // smartturn

        // whisper
    ];
}
