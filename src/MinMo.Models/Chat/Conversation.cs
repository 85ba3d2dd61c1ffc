using System.Text.Json;
using System.Text.Json.Nodes;

namespace MinMo.Models.Chat;

/// <summary>What a template renders, in the layout that chat templates expect.</summary>
/// <param name="Messages">A list of objects with <c>role</c>, <c>content</c> and perhaps <c>tool_calls</c>.</param>
/// <param name="Tools">A list of tool descriptions, or null.</param>
/// <param name="AddGenerationPrompt">Whether the assistant's next message is opened.</param>
public sealed record Conversation(JsonElement Messages, JsonElement? Tools, bool AddGenerationPrompt)
{
    /// <summary>Builds a conversation that ends where the assistant's reply begins.</summary>
    /// <param name="messages">In order.</param>
    /// <param name="tools">JSON descriptions of the tools, none by default.</param>
    public static Conversation Of(IEnumerable<ChatMessage> messages, IReadOnlyCollection<JsonElement>? tools = null)
    {
        var list = new JsonArray([.. messages.Select(message => message.ToJson())]);
        JsonElement? described = tools is { Count: > 0 } ? JsonSerializer.SerializeToElement(tools) : null;
        return new Conversation(JsonSerializer.SerializeToElement(list), described, AddGenerationPrompt: true);
    }
}
