using System.Text.Json.Serialization;

namespace MinMo.Models.Bundles;

/// <summary>In which layout the files of a part lie.</summary>
public enum BundlePartFormat
{
    /// <summary>Whisper, a folder in the Hugging Face layout.</summary>
    [JsonStringEnumMemberName("whisper")]
    Whisper,

    /// <summary>SenseVoiceSmall, a folder in FunASR's layout, with <c>model.pt</c> or an ONNX export.</summary>
    [JsonStringEnumMemberName("sensevoice")]
    SenseVoice,

    /// <summary>A Llama or Qwen2 decoder in one GGUF file.</summary>
    [JsonStringEnumMemberName("gguf")]
    Gguf,

    /// <summary>A Llama or Qwen2 decoder, a folder in the Hugging Face layout.</summary>
    [JsonStringEnumMemberName("safetensors")]
    Safetensors,

    /// <summary>A Piper voice, a folder with <c>*.onnx</c> and <c>*.onnx.json</c>.</summary>
    [JsonStringEnumMemberName("piper")]
    Piper,

    /// <summary>CosyVoice 2, a folder in its published layout; with <c>prompt.wav</c> and <c>prompt.txt</c> a voice to
    /// imitate.</summary>
    [JsonStringEnumMemberName("cosyvoice2")]
    CosyVoice2,

    /// <summary>smart-turn v3, a folder with the variant of float activations.</summary>
    [JsonStringEnumMemberName("smart-turn")]
    SmartTurn,

    /// <summary>Silero VAD v5 interface, a folder with <c>silero_vad.onnx</c>.</summary>
    [JsonStringEnumMemberName("silero")]
    Silero,

    /// <summary>A part of MinMo's own: a folder with <c>config.json</c> and <c>model.safetensors</c>.</summary>
    [JsonStringEnumMemberName("module")]
    Module,
}
