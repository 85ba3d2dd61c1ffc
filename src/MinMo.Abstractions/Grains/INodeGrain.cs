namespace MinMo.Abstractions.Grains;

/// <summary>
/// A silo that announces a device, as the others see it; the key is the silo's name. It lives on that silo and nowhere
/// else, so that an answer means that the silo is alive.
/// </summary>
[Alias("minmo.node")]
public interface INodeGrain : IGrainWithStringKey
{
    /// <summary>Which workers the silo has and how much they have to do.</summary>
    [Alias("report")]
    Task<WorkerReport[]> ReportAsync(CancellationToken cancellationToken = default);
}
