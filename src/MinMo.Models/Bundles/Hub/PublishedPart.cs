namespace MinMo.Models.Bundles.Hub;

/// <summary>A part that can be fetched.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Format">The layout of its files.</param>
/// <param name="Folder">The name of its folder in the bundle.</param>
/// <param name="Licence">Under which terms it may be used.</param>
/// <param name="Source">Where it comes from, for people.</param>
public sealed record PublishedPart(BundlePartKind Kind, BundlePartFormat Format, string Folder, string Licence, string Source)
    : PartOrigin(Kind, Format, Folder, Licence, Source)
{
    /// <summary>Its files.</summary>
    public required IReadOnlyList<HubFile> Files { get; init; }

    /// <summary>All files together, about; null where only the hub can say.</summary>
    public required long? ApproximateBytes { get; init; }
}
