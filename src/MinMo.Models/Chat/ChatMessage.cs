using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MinMo.Models.Chat;

/// <summary>One message of a conversation.</summary>
/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Content">The text; null for a message that only calls tools.</param>
public sealed record ChatMessage(string Role, string? Content)
{
    /// <summary>The tools that an assistant message calls.</summary>
    public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    internal JsonNode ToJson()
    {
        var json = new JsonObject { ["role"] = Role, ["content"] = Content };
        if (!ToolCalls.IsDefaultOrEmpty)
        {
            json["tool_calls"] = new JsonArray([.. ToolCalls.Select(call => call.ToJson())]);
        }

        return json;
    }
}
