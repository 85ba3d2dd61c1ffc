namespace MinMo.LoadTest.Reports;

/// <summary>One line of a table of measures.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Observations">How many; null for figures.</param>
/// <param name="Median">The median, or the figure.</param>
/// <param name="High">The 95th percentile; empty for figures.</param>
/// <param name="Largest">The largest; empty for figures.</param>
public sealed record MeasureRow(string Name, int? Observations, string Median, string High, string Largest);
