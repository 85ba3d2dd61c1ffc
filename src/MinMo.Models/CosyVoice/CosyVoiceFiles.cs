namespace MinMo.Models.CosyVoice;

/// <summary>Names in a CosyVoice 2 folder that several parts read.</summary>
public static class CosyVoiceFiles
{
    /// <summary>The settings, HyperPyYAML.</summary>
    public const string Settings = "cosyvoice2.yaml";
}
