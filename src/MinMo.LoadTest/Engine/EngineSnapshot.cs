namespace MinMo.LoadTest.Engine;

/// <summary>What an engine told of itself at one time.</summary>
/// <param name="At">Since the begin of the run.</param>
/// <param name="Figures">The figures.</param>
public sealed record EngineSnapshot(TimeSpan At, EngineFigures Figures);
