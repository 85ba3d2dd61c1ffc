using MinMo.Abstractions.Grains;
using Orleans.Runtime.Services;

namespace MinMo.Grains.Cluster;

/// <summary>The desks of the silos of the cluster.</summary>
internal sealed class NodeDesks(IServiceProvider services) : GrainServiceClient<INodeDesk>(services)
{
    public INodeDesk Of(SiloAddress silo) => GetGrainService(silo);
}
