using System.Text.Encodings.Web;
using System.Text.Json;

namespace MinMo.Cli;

/// <summary>How commands write JSON: one object a line.</summary>
internal static class JsonLines
{
    /// <summary>No escapes that a terminal does not need.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
