namespace MinMo.Models.Bundles;

/// <summary>A public checkpoint on this machine.</summary>
/// <param name="Name">Of its <see cref="PublishedCheckpoint"/>.</param>
/// <param name="Folder">Absolute; holds its files and <see cref="PartStore.FileName"/>.</param>
/// <param name="Part">What that file says; its path is relative to the folder.</param>
public sealed record InstalledPart(string Name, string Folder, BundlePart Part)
{
    /// <summary>All files together.</summary>
    public long TotalBytes => Part.Files.Sum(static file => file.Bytes);
}
