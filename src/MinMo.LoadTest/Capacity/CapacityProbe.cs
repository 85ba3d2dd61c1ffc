using MinMo.LoadTest.Reports;

namespace MinMo.LoadTest.Capacity;

/// <summary>One trial of a search.</summary>
/// <param name="Calls">Calls that were offered at once.</param>
/// <param name="Violations">Promises that were not kept; none: so many calls are possible.</param>
/// <param name="Report">The run.</param>
public sealed record CapacityProbe(int Calls, IReadOnlyList<ServiceLevelViolation> Violations, LoadReport Report)
{
    /// <summary>Whether the service level was kept.</summary>
    public bool IsMet => Violations.Count == 0;
}
