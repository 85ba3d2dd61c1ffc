namespace MinMo.Models.Bundles.Installing;

/// <summary>Parts that a bundle of the family <c>minmo</c> is built around.</summary>
/// <param name="LanguageModel">A folder in the Hugging Face layout: Llama or Qwen2.</param>
/// <param name="Ears">A folder of a speech encoder, or one that has it as <c>speech-encoder</c>.</param>
/// <param name="Voice">A folder with <c>voice-language-model</c>, <c>mel-decoder</c> and <c>vocoder</c>.</param>
public sealed record MinmoSources(string LanguageModel, string Ears, string Voice)
{
    /// <summary>Whether a folder has a speech encoder that can hear for MinMo.</summary>
    public static bool IsEars(string folder) => FindEars(folder) is not null;

    /// <summary>The folder of the encoder; null if there is none.</summary>
    internal static string? FindEars(string folder)
        => new[] { Path.Combine(folder, MinmoBundleFolder.FolderOf(BundlePartKind.SpeechEncoder)), folder }
            .FirstOrDefault(IsEncoder);

    private static bool IsEncoder(string folder)
    {
        var sizes = Path.Combine(folder, Checkpoints.ModuleFolder.ConfigurationFile);
        if (!File.Exists(sizes))
        {
            return false;
        }

        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(sizes));
        return json.RootElement.TryGetProperty("stacked_frames", out _);
    }
}
