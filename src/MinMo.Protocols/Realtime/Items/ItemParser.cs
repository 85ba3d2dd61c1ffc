using System.Text.Json;
using MinMo.Protocols.Realtime.Errors;

namespace MinMo.Protocols.Realtime.Items;

/// <summary>Reads the item of <c>conversation.item.create</c>: a message of text.</summary>
internal static class ItemParser
{
    private const int LongestId = 128;
    private const int MostParts = 64;

    public static ConversationItem Read(FieldReader fields)
    {
        string type = fields.RequiredText("type");
        if (type is not "message")
        {
            fields.Unsupported("type", "only items of type 'message' can be created");
        }

        string role = type is "message" ? fields.RequiredText("role") : "user";
        fields.OneOf("role", role, "system", "user", "assistant");
        return new ConversationItem
        {
            Id = fields.Text("id", LongestId),
            Role = role,
            Content = ReadContent(fields, role),
        };
    }

    private static List<ContentPart> ReadContent(FieldReader fields, string role)
    {
        var parts = new List<ContentPart>();
        if (fields.Find("content") is not { ValueKind: JsonValueKind.Array } content)
        {
            fields.Refuse("content", "must be an array of content parts");
            return parts;
        }

        if (content.GetArrayLength() is 0 or > MostParts)
        {
            fields.Refuse("content", $"must hold 1 to {MostParts} parts");
            return parts;
        }

        foreach (var (index, element) in content.EnumerateArray().Index())
        {
            parts.Add(ReadPart(fields.Element("content", index, element), role));
        }

        return parts;
    }

    private static ContentPart ReadPart(FieldReader part, string role)
    {
        string expected = role == "assistant" ? "output_text" : "input_text";
        string type = part.RequiredText("type");
        if (type is "input_audio" or "input_image" or "output_audio")
        {
            part.Unsupported("type", $"send '{expected}', or audio by input_audio_buffer.append");
        }
        else
        {
            part.OneOf("type", type, expected);
        }

        string text = part.Text("text") ?? "";
        return role == "assistant" ? new OutputTextPart(text) : new InputTextPart(text);
    }
}
