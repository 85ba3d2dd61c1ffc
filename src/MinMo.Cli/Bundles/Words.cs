using System.Text.Json;

namespace MinMo.Cli.Bundles;

/// <summary>Names of enumeration members as they are written in files and tables.</summary>
internal static class Words
{
    /// <summary><c>LanguageModel</c> to <c>language-model</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
