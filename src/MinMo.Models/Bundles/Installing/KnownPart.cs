namespace MinMo.Models.Bundles.Installing;

/// <summary>A part whose every byte is known in advance.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Format">The layout of its files.</param>
/// <param name="Folder">The name of its folder, among the weights and in the bundle.</param>
/// <param name="Licence">Under which terms it may be used.</param>
/// <param name="Source">Where it came from.</param>
public sealed record KnownPart(BundlePartKind Kind, BundlePartFormat Format, string Folder, string Licence, string Source)
    : PartOrigin(Kind, Format, Folder, Licence, Source)
{
    /// <summary>Its files.</summary>
    public required IReadOnlyList<BundleFile> Files { get; init; }
}
