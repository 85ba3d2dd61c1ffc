using System.Text.Json.Serialization;

namespace MinMo.Protocols.Realtime.Session;

/// <summary>Both directions of a session's audio.</summary>
/// <param name="Input">From the caller.</param>
/// <param name="Output">To the caller.</param>
public sealed record SessionAudio(InputAudio Input, OutputAudio Output);

/// <summary>Audio from the caller.</summary>
public sealed record InputAudio
{
    /// <summary>Its format.</summary>
    public AudioFormat Format { get; init; } = AudioFormat.Pcm24;

    /// <summary>Whether the caller's words are sent; null: they are not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Transcription? Transcription { get; init; }

    /// <summary>Always null: none is done here, whatever was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public object? NoiseReduction { get; }

    /// <summary>Who ends turns; null: the client, by commits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public TurnDetection? TurnDetection { get; init; } = TurnDetection.ByMeaning;
}

/// <summary>Audio to the caller.</summary>
public sealed record OutputAudio
{
    /// <summary>Its format; also in every response, because clients compute played time from it.</summary>
    public AudioFormat Format { get; init; } = AudioFormat.Pcm24;

    /// <summary>Echoed; a bundle has one voice.</summary>
    public string Voice { get; init; } = "default";

    /// <summary>Speaking rate relative to the voice's own, 0.25 to 1.5.</summary>
    public double Speed { get; init; } = 1.0;
}
