using MinMo.Models.Bundles.Installing;

namespace MinMo.Models.Bundles.Hub;

/// <summary>Installs bundles from where their parts are published.</summary>
/// <param name="store">Where to.</param>
/// <param name="client">Fetches the files.</param>
/// <param name="progress">Told about every chunk; null if nobody wants to know.</param>
public sealed class BundlePull(BundleStore store, HubClient client, IProgress<BundleProgress>? progress = null)
{
    /// <summary>Fetches every part, makes what is needed beside the published files, checks all and installs. What came
    /// before a failure is kept and continued the next time.</summary>
    /// <param name="name">The bundle's name.</param>
    /// <param name="about">One line for people.</param>
    /// <param name="parts">What to fetch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HubException">A file cannot be had, or the disk has no room.</exception>
    /// <exception cref="BundleFormatException">What was fetched is not what it should be.</exception>
    public async Task<Bundle> PullAsync(
        string name, string about, IReadOnlyList<PublishedPart> parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var downloads = Path.Combine(store.DownloadsFolder, name);
        var download = new PartDownload(client, progress);
        await download.RefuseWithoutRoomAsync(parts, downloads, cancellationToken).ConfigureAwait(false);
        var names = new List<IReadOnlyList<string>>();
        foreach (var part in parts)
        {
            names.Add(await download.FetchAsync(part, Path.Combine(downloads, part.Folder), cancellationToken).ConfigureAwait(false));
        }

        var bundle = Install(name, about, [.. parts.Zip(names)], downloads);
        Directory.Delete(downloads, recursive: true);
        return bundle;
    }

    private Bundle Install(
        string name, string about, IReadOnlyList<(PublishedPart Part, IReadOnlyList<string> Names)> parts, string downloads)
    {
        using var draft = store.Begin(name);
        var files = new PublishedFiles(new PartFiles(Links: true)); // the downloads are ours, and deleted afterwards
        foreach (var (part, names) in parts)
        {
            draft.Add(files.Take(part, Path.Combine(downloads, part.Folder), names, draft.Folder, part.Folder));
        }

        return draft.Commit(about);
    }
}
