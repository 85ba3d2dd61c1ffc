namespace MinMo.Abstractions.Engine;

/// <summary>A position in a lane: the number of tokens (or embedding rows) before it.</summary>
/// <param name="Tokens">Tokens before the position.</param>
[GenerateSerializer, Immutable, Alias("minmo.lane-position")]
public readonly record struct LanePosition([property: Id(0)] int Tokens);
