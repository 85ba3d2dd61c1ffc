using System.Text.Json;
using System.Text.Json.Serialization;

namespace MinMo.Protocols.Realtime.Session;

/// <summary>The effective session with all defaults filled in, as <c>session.created</c> and <c>session.updated</c>
/// carry it.</summary>
public sealed record SessionConfiguration
{
    /// <summary>Opts in to events of our own; see <see cref="Include"/>.</summary>
    public const string VendorEvents = "minmo.events";

    /// <summary>Always <c>realtime</c>.</summary>
    public string Type { get; } = "realtime";

    /// <summary>Always <c>realtime.session</c>.</summary>
    public string Object { get; } = "realtime.session";

    /// <summary>The session's name.</summary>
    public required string Id { get; init; }

    /// <summary>What was asked for at connect; fixed.</summary>
    public required string Model { get; init; }

    /// <summary><c>audio</c> (with transcript) or <c>text</c>, exactly one.</summary>
    public IReadOnlyList<string> OutputModalities { get; init; } = ["audio"];

    /// <summary>The system prompt.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>Always empty: tools are not called here.</summary>
    public IReadOnlyList<JsonElement> Tools { get; } = [];

    /// <summary>Always <c>auto</c>.</summary>
    public string ToolChoice { get; } = "auto";

    /// <summary>Most tokens of one reply; null is written as <c>"inf"</c>.</summary>
    [JsonConverter(typeof(OutputLimitConverter)), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? MaxOutputTokens { get; init; }

    /// <summary>Always null: nothing is traced, whatever was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public object? Tracing { get; }

    /// <summary>Always <c>auto</c>.</summary>
    public string Truncation { get; } = "auto";

    /// <summary>Always null: prompts are not stored here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public object? Prompt { get; }

    /// <summary>When the session ends at the latest, in Unix seconds; 0: never.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>Both directions of audio.</summary>
    public SessionAudio Audio { get; init; } = new(new InputAudio(), new OutputAudio());

    /// <summary>Additional events; null or <see cref="VendorEvents"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<string>? Include { get; init; }

    /// <summary>Whether replies are spoken.</summary>
    [JsonIgnore]
    public bool Spoken => OutputModalities.Contains("audio");

    /// <summary>Whether the client opted in to events of our own.</summary>
    [JsonIgnore]
    public bool WantsVendorEvents => Include?.Contains(VendorEvents) == true;
}
