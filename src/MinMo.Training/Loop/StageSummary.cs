namespace MinMo.Training.Loop;

/// <summary>What is remembered of a finished stage.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="Steps">Optimizer steps.</param>
/// <param name="Seconds">Wall seconds.</param>
/// <param name="Parameters">Numbers that were trained.</param>
/// <param name="Measures">The last evaluation.</param>
public sealed record StageSummary(
    string Stage, long Steps, double Seconds, long Parameters, IReadOnlyDictionary<string, double> Measures);
