using Orleans.Placement;

namespace MinMo.Grains.Cluster;

/// <summary>
/// The grain lives on the silo that its key names behind <c>@</c>, if that announces a device, and on no other: it is
/// what stands in front of that silo's hardware.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PinnedToSiloAttribute() : PlacementFilterAttribute(new PinnedToSiloFilter());
