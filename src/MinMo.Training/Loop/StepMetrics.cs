namespace MinMo.Training.Loop;

/// <summary>Means of measures by name, from one report to the next.</summary>
public sealed class StepMetrics
{
    private readonly SortedDictionary<string, (double Sum, double Weight)> _measures = new(StringComparer.Ordinal);

    /// <summary>The means so far, by name.</summary>
    public IEnumerable<(string Name, double Value)> Means
        => _measures.Select(static measure => (measure.Key, measure.Value.Sum / measure.Value.Weight));

    /// <summary>Adds a value to the mean of a measure.</summary>
    /// <param name="name">Lower case words joined by underscores.</param>
    /// <param name="value">The value.</param>
    /// <param name="weight">How much it counts, for example the number of words behind an error rate; above 0.</param>
    public void Add(string name, double value, double weight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        var (sum, total) = _measures.GetValueOrDefault(name);
        _measures[name] = (sum + (value * weight), total + weight);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _measures.Clear();
}
