namespace MinMo.Protocols.Realtime.Session;

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
