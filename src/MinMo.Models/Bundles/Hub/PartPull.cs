using MinMo.Models.Bundles.Installing;

namespace MinMo.Models.Bundles.Hub;

/// <summary>Installs public checkpoints from where they are published.</summary>
/// <param name="bundles">The bundles of the machine.</param>
/// <param name="client">Fetches the files.</param>
/// <param name="progress">Told about every chunk; null if nobody wants to know.</param>
public sealed class PartPull(BundleStore bundles, HubClient client, IProgress<BundleProgress>? progress = null)
{
    /// <summary>Fetches a checkpoint, checks and installs it. What came before a failure is kept and continued the next
    /// time.</summary>
    /// <exception cref="HubException">A file cannot be had, or the disk has no room.</exception>
    /// <exception cref="BundleFormatException">What was fetched is not what it should be.</exception>
    public async Task<InstalledPart> PullAsync(PublishedCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var downloads = Path.Combine(bundles.DownloadsFolder, checkpoint.Name);
        var download = new PartDownload(client, progress);
        await download.RefuseWithoutRoomAsync([checkpoint.Part], downloads, cancellationToken).ConfigureAwait(false);
        var names = await download.FetchAsync(checkpoint.Part, downloads, cancellationToken).ConfigureAwait(false);
        var files = new PublishedFiles(new PartFiles(Links: true)); // the downloads are ours, and deleted afterwards
        var installed = new PartStore(bundles).Install(
            checkpoint.Name, folder => files.Take(checkpoint.Part, downloads, names, folder, "."));
        Directory.Delete(downloads, recursive: true);
        return installed;
    }
}
