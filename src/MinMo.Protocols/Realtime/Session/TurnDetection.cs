namespace MinMo.Protocols.Realtime.Session;

/// <summary>Who ends the caller's turn, and by which rule.</summary>
public sealed record TurnDetection
{
    /// <summary>Type of a rule by silence alone.</summary>
    public const string ServerVad = "server_vad";

    /// <summary>Type of a rule by silence, prosody and words.</summary>
    public const string SemanticVad = "semantic_vad";

    /// <summary><see cref="ServerVad"/> or <see cref="SemanticVad"/>.</summary>
    public required string Type { get; init; }

    /// <summary>server_vad: speech probability at or above which audio counts as speech, 0 to 1.</summary>
    public double? Threshold { get; init; }

    /// <summary>server_vad: audio before the onset that belongs to the turn, in ms.</summary>
    public int? PrefixPaddingMs { get; init; }

    /// <summary>server_vad: silence that ends the turn, in ms.</summary>
    public int? SilenceDurationMs { get; init; }

    /// <summary>semantic_vad: <c>low</c>, <c>medium</c>, <c>high</c> or <c>auto</c> (medium).</summary>
    public string? Eagerness { get; init; }

    /// <summary>Whether the end of a turn starts a reply.</summary>
    public bool CreateResponse { get; init; } = true;

    /// <summary>Whether the caller's speech stops a reply.</summary>
    public bool InterruptResponse { get; init; } = true;

    /// <summary>server_vad with the documented defaults of the hosted service.</summary>
    public static TurnDetection BySilence { get; } = new()
    {
        Type = ServerVad,
        Threshold = 0.5,
        PrefixPaddingMs = 300,
        SilenceDurationMs = 500,
    };

    /// <summary>semantic_vad, the default here.</summary>
    public static TurnDetection ByMeaning { get; } = new() { Type = SemanticVad, Eagerness = "auto" };
}
