using Orleans.Services;

namespace MinMo.Abstractions.Grains;

/// <summary>
/// A silo as the others see it. Every silo has one, and it is asked by the silo's address: no directory and no placement
/// stand between question and answer, so that a silo whose process has died is known by the refused connection.
/// </summary>
[Alias("minmo.node")]
public interface INodeDesk : IGrainService
{
    /// <summary>Which workers the silo has and how much they have to do.</summary>
    [Alias("report")]
    Task<WorkerReport[]> ReportAsync();
}
