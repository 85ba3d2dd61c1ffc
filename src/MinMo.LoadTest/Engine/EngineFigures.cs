namespace MinMo.LoadTest.Engine;

/// <summary>All figures of a node at one time.</summary>
/// <param name="All">In the order in which they were told.</param>
public sealed record EngineFigures(IReadOnlyList<EngineFigure> All)
{
    private readonly ILookup<string, EngineFigure> _named = All.ToLookup(static figure => figure.Name);

    /// <summary>The figures of a name, with all their labels.</summary>
    public IEnumerable<EngineFigure> Named(string name) => _named[name];

    /// <summary>The sum over all labels; null if there is no such figure.</summary>
    public double? Total(string name) => _named.Contains(name) ? _named[name].Sum(static figure => figure.Value) : null;

    /// <summary>Resident memory of the node's process, in bytes; null if it is not told.</summary>
    public double? MemoryBytes => Total("dotnet_process_memory_working_set_bytes");

    /// <summary>Processor time of the node's process, in seconds; null if it is not told.</summary>
    public double? ProcessorSeconds => Total("dotnet_process_cpu_time_seconds_total");

    /// <summary>What runs there; null if it is not told.</summary>
    public string? Build => Named("target_info").FirstOrDefault()?.Label("service_version");
}
