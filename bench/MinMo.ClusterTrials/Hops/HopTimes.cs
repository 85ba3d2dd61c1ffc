using System.Diagnostics;

namespace MinMo.ClusterTrials.Hops;

/// <summary>How long messages were under way, in milliseconds.</summary>
internal sealed class HopTimes
{
    private readonly double[] _sorted;

    public HopTimes(IEnumerable<long[]> hops)
        => _sorted = [.. hops.Select(static hop => Stopwatch.GetElapsedTime(hop[0], hop[1]).TotalMilliseconds).Order()];

    public int Count => _sorted.Length;

    public double At(double share) => _sorted.Length == 0 ? double.NaN : _sorted[(int)(share * (_sorted.Length - 1))];

    public override string ToString() => FormattableString.Invariant(
        $"{Count,7} messages   p50 {At(0.5),7:F2}   p95 {At(0.95),7:F2}   p99 {At(0.99),7:F2}   worst {At(1),7:F1} ms");
}
