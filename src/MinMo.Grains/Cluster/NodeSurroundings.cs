using Orleans.Runtime.MembershipService.SiloMetadata;

namespace MinMo.Grains.Cluster;

/// <summary>What a silo knows of the cluster around it.</summary>
internal sealed class NodeSurroundings(
    ILocalSiloDetails silo, IClusterMembershipService membership, ISiloMetadataCache metadata, TimeProvider time)
{
    /// <summary>This silo.</summary>
    public ILocalSiloDetails Silo => silo;

    public IClusterMembershipService Membership => membership;

    public ISiloMetadataCache Metadata => metadata;

    public TimeProvider Time => time;
}
