namespace MinMo.Audio.Playout;

/// <summary>One utterance, or any stretch of audio whose progress is counted by itself. The owner of the
/// <see cref="PlayoutBuffer"/> chooses the numbers and uses each once.</summary>
public readonly record struct PlayoutSegment(long Id);
