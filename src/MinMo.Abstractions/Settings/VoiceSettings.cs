namespace MinMo.Abstractions.Settings;

/// <summary>How the reply sounds.</summary>
[GenerateSerializer, Immutable, Alias("minmo.voice-settings")]
public sealed record VoiceSettings
{
    /// <summary>Speaking rate relative to the voice's own, 0.5 to 2. A voice that speaks a reply while it is thought keeps the
    /// rate with which the reply began.</summary>
    [Id(0)]
    public float Rate { get; init; } = 1f;

    /// <summary>Gain in dB, -30 to 6.</summary>
    [Id(1)]
    public float LoudnessDb { get; init; }

    /// <summary>Whether the voice's noise is switched off, so that the same text gives the same samples.</summary>
    [Id(2)]
    public bool Repeatable { get; init; }
}
