namespace MinMo.Models.Bundles;

/// <summary>What a part is and where it comes from, before it is installed.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Format">The layout of its files.</param>
/// <param name="Folder">The name of its folder.</param>
/// <param name="Licence">Under which terms it may be used.</param>
/// <param name="Source">Where it comes from, for people.</param>
public abstract record PartOrigin(BundlePartKind Kind, BundlePartFormat Format, string Folder, string Licence, string Source);
