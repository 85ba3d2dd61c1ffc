using MinMo.LoadTest.Shapes;

namespace MinMo.LoadTest.Runs;

/// <summary>What a run is like.</summary>
/// <param name="Shape">How many callers, and when.</param>
/// <param name="Tenants">On whose accounts they call, in turn; null in it is the engine's default.</param>
/// <param name="Seed">Of everything random.</param>
public sealed record LoadPlan(LoadShape Shape, IReadOnlyList<string?> Tenants, int Seed)
{
    /// <summary>How long a caller waits for an answer. Default: 15 s; people hang up earlier.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Least time before a refused caller dials again. Default: 2 s; an engine that says otherwise is
    /// believed.</summary>
    public TimeSpan Redial { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often each caller dials; null: as often as there is time.</summary>
    public int? Attempts { get; init; }

    /// <summary>How often the engine's and the tester's own figures are read. Default: 2 s.</summary>
    public TimeSpan WatchEvery { get; init; } = TimeSpan.FromSeconds(2);
}
