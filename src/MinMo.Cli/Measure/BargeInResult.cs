namespace MinMo.Cli.Measure;

/// <summary>What a recording did to the agent's speech.</summary>
/// <param name="Clip">The recording.</param>
/// <param name="Stopped">Whether the reply was cut.</param>
/// <param name="Held">Whether the agent's audio was held at least for a moment.</param>
/// <param name="Silence">From the onset of the caller's speech to the agent's silence, when the reply was cut.</param>
internal sealed record BargeInResult(SpeechClip Clip, bool Stopped, bool Held, TimeSpan? Silence);
