using System.Text.Json.Serialization;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Protocols.Realtime.Items;

/// <summary>A reply as <c>response.created</c> and <c>response.done</c> carry it.</summary>
public sealed record ResponseState
{
    /// <summary>Always <c>realtime.response</c>.</summary>
    public string Object { get; } = "realtime.response";

    /// <summary>The reply's name.</summary>
    public required string Id { get; init; }

    /// <summary><c>in_progress</c>, <c>completed</c>, <c>cancelled</c>, <c>incomplete</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is not completed; null if it is, or goes on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public StatusDetails? StatusDetails { get; init; }

    /// <summary>Its message; empty in <c>response.created</c>.</summary>
    public IReadOnlyList<ConversationItem> Output { get; init; } = [];

    /// <summary>The conversation that it belongs to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ConversationId { get; init; }

    /// <summary><c>audio</c> or <c>text</c>.</summary>
    public required IReadOnlyList<string> OutputModalities { get; init; }

    /// <summary>Most tokens; null is written as <c>"inf"</c>.</summary>
    [JsonConverter(typeof(OutputLimitConverter)), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? MaxOutputTokens { get; init; }

    /// <summary>Format and voice.</summary>
    public ResponseAudio? Audio { get; init; }

    /// <summary>Always null: tokens of the prompt are not counted for clients.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public object? Usage { get; }

    /// <summary>What the request carried, echoed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
