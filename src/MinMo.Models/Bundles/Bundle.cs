namespace MinMo.Models.Bundles;

/// <summary>A bundle on this machine.</summary>
/// <param name="Folder">Absolute; holds <see cref="BundleManifest.FileName"/>.</param>
/// <param name="Manifest">What that file says.</param>
public sealed record Bundle(string Folder, BundleManifest Manifest)
{
    /// <summary>The bundle's name.</summary>
    public string Name => Manifest.Name;

    /// <summary>All files together.</summary>
    public long TotalBytes => Manifest.Parts.SelectMany(static part => part.Files).Sum(static file => file.Bytes);

    /// <summary>The part of a kind.</summary>
    public BundlePart Part(BundlePartKind kind) => Manifest.Parts.Single(part => part.Kind == kind);

    /// <summary>Where a part lies, absolute: a folder, or the one file it consists of.</summary>
    public string PathOf(BundlePart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.PathIn(Folder);
    }

    /// <summary>Where a file of a part lies, absolute.</summary>
    public string PathOf(BundlePart part, BundleFile file)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.PathIn(Folder, file);
    }

    /// <summary>Whether a part lies outside the bundle's own folder.</summary>
    public bool IsElsewhere(BundlePart part)
        => !PathOf(part).StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
