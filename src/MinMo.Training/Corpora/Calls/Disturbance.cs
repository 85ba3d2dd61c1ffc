namespace MinMo.Training.Corpora.Calls;

/// <summary>A sound in the caller's channel that is no turn. Positions are samples of the call.</summary>
/// <param name="Kind">What.</param>
/// <param name="Text">What is said, if anything.</param>
/// <param name="Start">First sample.</param>
/// <param name="End">The sample after the last.</param>
public sealed record Disturbance(DisturbanceKind Kind, string Text, int Start, int End);
