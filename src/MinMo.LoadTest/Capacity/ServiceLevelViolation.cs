namespace MinMo.LoadTest.Capacity;

/// <summary>A promise that was not kept.</summary>
/// <param name="Clause">The promise.</param>
/// <param name="Value">What was measured; NaN if it was not observed.</param>
public sealed record ServiceLevelViolation(ServiceLevelClause Clause, double Value);
