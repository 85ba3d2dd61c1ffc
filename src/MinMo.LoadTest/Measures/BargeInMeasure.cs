namespace MinMo.LoadTest.Measures;

/// <summary>What became of one attempt to interrupt the agent.</summary>
/// <param name="Onset">First word, on the call's clock.</param>
/// <param name="ToSilence">From then until the agent was silent for 300 ms; null if it did not stop.</param>
/// <param name="Missed">Whether the agent went on for more than two seconds.</param>
public readonly record struct BargeInMeasure(TimeSpan Onset, TimeSpan? ToSilence, bool Missed);
