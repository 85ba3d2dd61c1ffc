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
        Directory.CreateDirectory(downloads);
        RefuseWithoutRoom(downloads, parts.Sum(static part => part.ApproximateBytes));
        foreach (var part in parts)
        {
            Directory.CreateDirectory(Path.Combine(downloads, part.Folder));
            foreach (var file in part.Files)
            {
                var target = Path.Combine(downloads, part.Folder, file.FileName);
                await client.DownloadAsync(file, target, progress, cancellationToken).ConfigureAwait(false);
            }
        }

        var bundle = Install(name, about, parts, downloads);
        Directory.Delete(downloads, recursive: true);
        return bundle;
    }

    private Bundle Install(string name, string about, IReadOnlyList<PublishedPart> parts, string downloads)
    {
        using var draft = store.Begin(name);
        var files = new PartFiles(Links: true); // the downloads are ours, and deleted afterwards
        foreach (var part in parts)
        {
            var folder = Path.Combine(draft.Folder, part.Folder);
            foreach (var file in part.Files)
            {
                files.Place(Path.Combine(downloads, part.Folder, file.FileName), Path.Combine(folder, file.FileName));
            }

            PartAssembly.Complete(part.Format, folder);
            var facts = PartInspection.Inspect(part.Format, folder);
            draft.Add(new BundlePart
            {
                Kind = part.Kind,
                Format = part.Format,
                Path = part.Folder,
                Licence = part.Licence,
                Source = part.Source,
                SampleRateHz = facts.SampleRateHz,
                Files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
                    .Select(file => FileHash.Describe(folder, file))],
            });
        }

        return draft.Commit(about);
    }

    private static void RefuseWithoutRoom(string folder, long bytes)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < bytes)
        {
            throw new HubException($"{folder} has room for {free / 1_000_000} MB, {bytes / 1_000_000} MB are needed");
        }
    }
}
