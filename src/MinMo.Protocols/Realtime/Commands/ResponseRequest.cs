using System.Text.Json.Serialization;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Protocols.Realtime.Commands;

/// <summary>What differs from the session in one reply; what is null does not.</summary>
public sealed record ResponseRequest
{
    /// <summary>The system prompt.</summary>
    public string? Instructions { get; init; }

    /// <summary><c>audio</c> or <c>text</c>, exactly one.</summary>
    public IReadOnlyList<string>? OutputModalities { get; init; }

    /// <summary>Most tokens, 1 to 4096.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Format of the audio.</summary>
    [JsonIgnore]
    public AudioFormat? Format { get; init; }

    /// <summary>At most 16 pairs; keys up to 64, values up to 512 characters. Echoed.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
