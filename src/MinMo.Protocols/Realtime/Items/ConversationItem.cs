namespace MinMo.Protocols.Realtime.Items;

/// <summary>A message of the conversation.</summary>
public sealed record ConversationItem
{
    /// <summary>Its name; null in a client's request that leaves it to the server.</summary>
    public string? Id { get; init; }

    /// <summary>Always <c>realtime.item</c>.</summary>
    public string Object { get; } = "realtime.item";

    /// <summary>Always <c>message</c>.</summary>
    public string Type { get; } = "message";

    /// <summary><c>system</c>, <c>user</c> or <c>assistant</c>.</summary>
    public required string Role { get; init; }

    /// <summary><c>in_progress</c>, <c>completed</c> or <c>incomplete</c>.</summary>
    public string Status { get; init; } = "completed";

    /// <summary>What it says.</summary>
    public IReadOnlyList<ContentPart> Content { get; init; } = [];
}
