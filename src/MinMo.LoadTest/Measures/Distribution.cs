namespace MinMo.LoadTest.Measures;

/// <summary>Order statistics of what was observed.</summary>
public sealed class Distribution
{
    private readonly double[] _sorted;

    /// <param name="values">In any order; none is allowed.</param>
    public Distribution(IEnumerable<double> values) => _sorted = [.. values.Order()];

    /// <summary>The values, smallest first.</summary>
    public IReadOnlyList<double> Sorted => _sorted;

    /// <summary>How many there are.</summary>
    public int Count => _sorted.Length;

    /// <summary>Their mean; NaN of none.</summary>
    public double Mean => Count == 0 ? double.NaN : _sorted.Average();

    /// <summary>The largest; NaN of none.</summary>
    public double Largest => Count == 0 ? double.NaN : _sorted[^1];

    /// <summary>The nearest-rank percentile; NaN of none.</summary>
    /// <param name="percent">0 to 100.</param>
    public double At(double percent)
        => Count == 0 ? double.NaN : _sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * Count) - 1, 0, Count - 1)];
}
