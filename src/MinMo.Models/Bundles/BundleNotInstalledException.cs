namespace MinMo.Models.Bundles;

/// <summary>A bundle was asked for that is not in the store.</summary>
/// <param name="name">The bundle's name.</param>
/// <param name="installed">Names of those that are.</param>
public sealed class BundleNotInstalledException(string name, IReadOnlyList<string> installed) : Exception(
    $"the bundle '{name}' is not installed; "
    + (installed.Count == 0 ? "none is" : $"installed: {string.Join(", ", installed)}"))
{
    /// <summary>The bundle's name.</summary>
    public string Name { get; } = name;
}
