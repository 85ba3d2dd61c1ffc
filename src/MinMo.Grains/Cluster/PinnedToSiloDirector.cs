using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace MinMo.Grains.Cluster;

/// <summary>Leaves of the silos of the cluster the one that the grain's key names.</summary>
internal sealed class PinnedToSiloDirector(IClusterMembershipService membership, ISiloMetadataCache metadata)
    : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(
        PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        string? name = NodeMetadata.SiloOf(target.GrainIdentity.Key.ToString()!);
        var members = membership.CurrentSnapshot.Members;
        return silos.Where(silo => metadata.HasDevice(silo)
            && (name is null || (members.TryGetValue(silo, out var member) && member.Name == name)));
    }
}
