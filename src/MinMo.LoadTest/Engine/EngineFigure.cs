namespace MinMo.LoadTest.Engine;

/// <summary>One figure of a node.</summary>
/// <param name="Name">As in the text of Prometheus, such as <c>minmo_engine_batch_size_bucket</c>.</param>
/// <param name="Labels">What it belongs to.</param>
/// <param name="Value">Of counters and histograms: since the node's start.</param>
public sealed record EngineFigure(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>The value of a label; empty if it has none of that name.</summary>
    public string Label(string name) => Labels.GetValueOrDefault(name, "");
}
