using Orleans.Placement;

namespace MinMo.Grains.Cluster;

/// <summary>Names the rule of <see cref="PinnedToSiloAttribute"/> in the manifest of grains.</summary>
internal sealed class PinnedToSiloFilter() : PlacementFilterStrategy(order: 0);
