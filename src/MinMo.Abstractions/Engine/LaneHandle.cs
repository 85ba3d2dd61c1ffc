namespace MinMo.Abstractions.Engine;

/// <summary>One KV-cache sequence of a session. A released lane gets a new generation.</summary>
/// <param name="Slot">Index of the lane on its worker.</param>
/// <param name="Generation">How often the lane was given out.</param>
[GenerateSerializer, Immutable, Alias("minmo.lane-handle")]
public readonly record struct LaneHandle([property: Id(0)] int Slot, [property: Id(1)] uint Generation);
