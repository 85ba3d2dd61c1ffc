using System.Text.Json.Serialization;

namespace MinMo.Protocols.Realtime.Session;

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
