using MinMo.Models.Checkpoints;

namespace MinMo.Models.CosyVoice;

/// <summary>Names in a CosyVoice 2 folder that several parts read.</summary>
public static class CosyVoiceFiles
{
    /// <summary>The settings, HyperPyYAML.</summary>
    public const string Settings = "cosyvoice2.yaml";

    /// <summary>The speech language model.</summary>
    public const string LanguageModel = "llm.pt";

    /// <summary>Folder of the text tokenizer and of the transformer's sizes.</summary>
    public const string TextFolder = "CosyVoice-BlankEN";

    /// <summary>Opens the weights of a part: a safetensors file if there is one, else the published torch file.</summary>
    /// <param name="folder">The CosyVoice 2 folder.</param>
    /// <param name="name">The published file's name.</param>
    /// <exception cref="CheckpointFormatException">There is no such file, or it is malformed.</exception>
    internal static ICheckpoint OpenWeights(string folder, string name)
    {
        var converted = Path.Combine(folder, Path.ChangeExtension(name, ".safetensors"));
        return Checkpoint.Open(File.Exists(converted) ? converted : Path.Combine(folder, name));
    }
}
