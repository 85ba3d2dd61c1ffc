namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>The values of <c>general.architecture</c> that are read.</summary>
internal static class GgufArchitecture
{
    /// <summary>Llama, SmolLM2, Mistral and others; rows of q and k are reordered for neighbouring rotary pairs.</summary>
    public const string Llama = "llama";

    /// <summary>Qwen2 and Qwen2.5.</summary>
    public const string Qwen2 = "qwen2";
}
