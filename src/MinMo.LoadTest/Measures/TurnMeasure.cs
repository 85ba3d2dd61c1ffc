namespace MinMo.LoadTest.Measures;

/// <summary>What became of one turn of a caller.</summary>
/// <param name="End">End of its last word, on the call's clock.</param>
/// <param name="FirstAudio">From then to the first sound of the answer; null if none came in time.</param>
/// <param name="CutIn">Whether the agent began to speak inside it.</param>
/// <param name="Counts">Whether there was time to answer: a caller who hangs up at once proves nothing.</param>
public readonly record struct TurnMeasure(TimeSpan End, TimeSpan? FirstAudio, bool CutIn, bool Counts);
