namespace MinMo.Training.Loop;

/// <summary>How far a stage was trained.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Seconds">Wall seconds spent in steps and evaluations.</param>
public sealed record TrainingPlace(long Step, double Seconds);
