using System.Text.Json;
using System.Text.Json.Serialization;

namespace MinMo.Protocols.Realtime.Session;

/// <summary>A number of tokens, or <c>"inf"</c> for null.</summary>
internal sealed class OutputLimitConverter : JsonConverter<int?>
{
    public override bool HandleNull => true;

    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType switch
        {
            JsonTokenType.Number => reader.GetInt32(),
            JsonTokenType.Null => null,
            JsonTokenType.String when reader.ValueTextEquals("inf"u8) => null,
            _ => throw new JsonException("an output limit is a number of tokens or \"inf\""),
        };

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } tokens)
        {
            writer.WriteNumberValue(tokens);
        }
        else
        {
            writer.WriteStringValue("inf"u8);
        }
    }
}
