namespace MinMo.LoadTest.Capacity;

/// <summary>What a search found.</summary>
/// <param name="Best">The trial with most calls that kept the service level; null if not even one call did.</param>
/// <param name="FirstBeyond">The trial with fewest calls that did not; null if all did.</param>
/// <param name="Probes">All trials, in order.</param>
public sealed record CapacityFinding<TProbe>(TProbe? Best, TProbe? FirstBeyond, IReadOnlyList<TProbe> Probes)
    where TProbe : class;
