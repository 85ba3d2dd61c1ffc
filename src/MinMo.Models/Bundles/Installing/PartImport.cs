namespace MinMo.Models.Bundles.Installing;

/// <summary>Installs public checkpoints from folders of this machine.</summary>
/// <param name="bundles">The bundles of the machine.</param>
/// <param name="links">Give the files a second name instead of copying them.</param>
public sealed class PartImport(BundleStore bundles, bool links = false)
{
    /// <summary>Installs a checkpoint from a folder in its published layout; names and shapes are checked, and those hashes
    /// that are known.</summary>
    /// <param name="checkpoint">Which one it shall be.</param>
    /// <param name="from">The folder. For a CosyVoice 2, <c>prompt.wav</c> and <c>prompt.txt</c> come along.</param>
    /// <exception cref="BundleFormatException">A file is missing, damaged, or not what it should be.</exception>
    public InstalledPart Import(PublishedCheckpoint checkpoint, string from)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        from = Path.TrimEndingDirectorySeparator(Path.GetFullPath(from));
        var names = PublishedFiles.Find(checkpoint.Part, from);
        var files = new PublishedFiles(new PartFiles(links));
        return new PartStore(bundles).Install(
            checkpoint.Name, folder => files.Take(checkpoint.Part, from, names, folder, "."));
    }
}
