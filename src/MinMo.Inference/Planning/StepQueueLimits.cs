namespace MinMo.Inference.Planning;

/// <summary>Bounds of a device's queue.</summary>
/// <param name="Steps">Most waiting steps of all sessions together.</param>
/// <param name="StepsPerSession">Most waiting steps of one session.</param>
internal sealed record StepQueueLimits(int Steps, int StepsPerSession);
