namespace MinMo.Cli.Measure;

/// <summary>What became of the agent's speech.</summary>
/// <param name="Spoke">Whether the agent was speaking when it happened; if not, the trial tells nothing.</param>
/// <param name="Stopped">Whether the reply was cut.</param>
/// <param name="Held">Whether the agent's audio was held at least for a moment.</param>
/// <param name="Yielded">From the onset of the caller's speech to where the agent gave way, when the reply was cut.</param>
/// <param name="Silence">From the onset to the agent's silence in the audio, when the reply was cut.</param>
internal sealed record InterruptionOutcome(bool Spoke, bool Stopped, bool Held, TimeSpan? Yielded, TimeSpan? Silence);
