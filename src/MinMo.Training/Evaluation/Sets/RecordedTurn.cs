namespace MinMo.Training.Evaluation.Sets;

/// <summary>A stretch of speech of one party of a recorded call.</summary>
/// <param name="Start">Since the begin of the file.</param>
/// <param name="End">Since the begin of the file; later than the start.</param>
/// <param name="Text">The words; empty where the set gives none.</param>
public sealed record RecordedTurn(TimeSpan Start, TimeSpan End, string Text);
