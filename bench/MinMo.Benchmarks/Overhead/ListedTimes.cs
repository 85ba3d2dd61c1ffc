using System.Globalization;

namespace MinMo.Benchmarks.Overhead;

/// <summary>Times in milliseconds and their percentiles.</summary>
internal sealed class ListedTimes
{
    private readonly List<double> _times = [];

    public void Add(TimeSpan time) => _times.Add(time.TotalMilliseconds);

    /// <summary>A percentile, nearest rank.</summary>
    public double At(double share)
    {
        _times.Sort();
        return _times[Math.Clamp((int)Math.Ceiling(share * _times.Count) - 1, 0, _times.Count - 1)];
    }

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"p50 {At(0.5),7:F3}   p95 {At(0.95),7:F3}   p99 {At(0.99),7:F3} ms");
}
