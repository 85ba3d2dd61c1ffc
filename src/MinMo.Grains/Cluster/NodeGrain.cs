using MinMo.Abstractions.Grains;
using MinMo.Grains.Workers;
using Orleans.Concurrency;

namespace MinMo.Grains.Cluster;

/// <summary>Answers for its silo.</summary>
[Reentrant, PinnedToSilo, GrainType(TypeName)]
internal sealed class NodeGrain(WorkerDirectory directory) : Grain, INodeGrain
{
    /// <summary>Name of the grain's type in the cluster.</summary>
    public const string TypeName = "minmo-node";

    public Task<WorkerReport[]> ReportAsync(CancellationToken cancellationToken) => Task.FromResult(directory.Report());
}
