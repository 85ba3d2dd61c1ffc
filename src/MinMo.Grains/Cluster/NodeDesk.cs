using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Grains;
using MinMo.Grains.Workers;
using Orleans.Concurrency;

namespace MinMo.Grains.Cluster;

/// <summary>Answers for its silo.</summary>
[Reentrant]
internal sealed class NodeDesk(GrainId id, Silo silo, ILoggerFactory loggers, WorkerDirectory directory)
    : GrainService(id, silo, loggers), INodeDesk
{
    public Task<WorkerReport[]> ReportAsync() => Task.FromResult(directory.Report());
}
