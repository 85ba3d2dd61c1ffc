using System.Text.Json;
using System.Text.Json.Nodes;

namespace MinMo.Models.Chat;

/// <summary>A call of a tool by the assistant.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">A JSON object.</param>
public sealed record ToolCall(string Name, JsonElement Arguments)
{
    internal JsonNode ToJson() => new JsonObject
    {
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = Name, ["arguments"] = JsonSerializer.SerializeToNode(Arguments) },
    };
}
