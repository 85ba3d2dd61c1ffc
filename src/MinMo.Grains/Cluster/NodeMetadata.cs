using Orleans.Runtime.MembershipService.SiloMetadata;

namespace MinMo.Grains.Cluster;

/// <summary>What a silo tells the cluster of itself, and how workers are named after their silo.</summary>
public static class NodeMetadata
{
    /// <summary>Key of the silo metadata that announces a device, for example <c>cpu</c>; silos without workers have
    /// none.</summary>
    public const string Device = "minmo.device";

    private const char Separator = '@';

    /// <summary>The name of a worker that is unique over the cluster: <c>lite-en@silo-1</c>.</summary>
    /// <param name="worker">Unique on its silo.</param>
    /// <param name="silo">The silo's name.</param>
    public static string WorkerOn(string worker, string silo) => $"{worker}{Separator}{silo}";

    /// <summary>The silo that a worker's name names; null where it names none, as on a node that is alone.</summary>
    public static string? SiloOf(string worker)
        => worker.LastIndexOf(Separator) is var at and >= 0 ? worker[(at + 1)..] : null;

    /// <summary>Whether a silo announces a device.</summary>
    internal static bool HasDevice(this ISiloMetadataCache metadata, SiloAddress silo)
        => metadata.GetSiloMetadata(silo).Metadata.ContainsKey(Device);
}
