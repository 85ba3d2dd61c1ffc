using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Calibration;

/// <summary>How many calls an engine admits, and why.</summary>
/// <param name="Places">Calls that have memory.</param>
/// <param name="RealTimeCalls">Calls that keep real time as measured at start, at most as many as there are places; null if
/// nothing was measured.</param>
/// <param name="LimitingKind">The kind of step that takes the most of the busiest device.</param>
/// <param name="LimitingDevice">That device.</param>
/// <param name="Load">The share of its time that it is busy with the calls admitted, by the model of demand.</param>
/// <param name="Costs">What was measured.</param>
public sealed record EngineCapacity(
    int Places, int? RealTimeCalls, StepKind? LimitingKind, string? LimitingDevice, double Load, IReadOnlyList<StepCost> Costs)
{
    /// <summary>Calls admitted at once. One is always admitted: a machine too busy for it may have been so for a moment.</summary>
    public int Calls => Math.Clamp(RealTimeCalls ?? Places, 1, Places);
}
