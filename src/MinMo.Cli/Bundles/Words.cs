using System.Text.Json;
using System.Text.Json.Serialization;
using MinMo.Models.Bundles;

namespace MinMo.Cli.Bundles;

/// <summary>Names of enumeration members as they are written in files and tables.</summary>
internal static class Words
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    /// <summary>As in files: the member's own name there if it has one, else <c>LanguageModel</c> to <c>language-model</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
        => JsonSerializer.SerializeToElement(value, Json).GetString() ?? value.ToString();

    /// <summary>As people who know the model write its name.</summary>
    public static string ForPeople(BundlePartFormat format) => format switch
    {
        BundlePartFormat.Whisper => "Whisper",
        BundlePartFormat.SenseVoice => "SenseVoice",
        BundlePartFormat.Gguf => "GGUF",
        BundlePartFormat.Piper => "Piper",
        BundlePartFormat.CosyVoice2 => "CosyVoice2",
        BundlePartFormat.Silero => "Silero VAD",
        _ => Of(format),
    };
}
