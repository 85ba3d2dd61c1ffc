using MinMo.Abstractions.Engine;

namespace MinMo.Abstractions.Grains;

/// <summary>
/// The door to one inference engine, pinned to the silo that holds its device; the key is the worker's name. Calls
/// interleave: a step waits in the engine's queue, never in the grain's.
/// </summary>
[Alias("minmo.worker")]
public interface IWorkerGrain : IGrainWithStringKey
{
    /// <summary>What runs here.</summary>
    [Alias("describe")]
    Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken = default);

    /// <summary>Reserves a place for a call, or refuses at once.</summary>
    [Alias("open")]
    Task<Admission> OpenAsync(SessionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Executes one step.</summary>
    [Alias("execute")]
    Task<StepResult> ExecuteAsync(Step step, CancellationToken cancellationToken = default);

    /// <summary>Gives back a place.</summary>
    [Alias("release")]
    Task ReleaseAsync(SessionHandle session, CancellationToken cancellationToken = default);
}
