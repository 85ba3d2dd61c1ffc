namespace MinMo.LoadTest.Lines;

/// <summary>Who calls.</summary>
/// <param name="Tenant">On whose account; null for the engine's default.</param>
/// <param name="Instructions">The agent's system prompt; null keeps the engine's.</param>
public sealed record LineRequest(string? Tenant, string? Instructions);
