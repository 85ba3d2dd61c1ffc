namespace MinMo.Models.Bundles;

/// <summary>The bundles that are ready to be fetched, and for which machine the bundles of this program are meant.</summary>
public static class PublishedBundles
{
    /// <summary>All of them, the smallest first.</summary>
    public static IReadOnlyList<PublishedBundle> All { get; } =
    [
        new(LiteEnglish.Name, LiteEnglish.About, LiteEnglish.Machine, LiteEnglish.Published),
        new(QwenEnglish.Name, QwenEnglish.About, QwenEnglish.Machine, QwenEnglish.Published),
    ];

    /// <summary>The one of that name, or null.</summary>
    public static PublishedBundle? Find(string name) => All.FirstOrDefault(bundle => bundle.Name == name);

    /// <summary>For which machine a bundle of that name is meant, those that ship included; null for bundles that people
    /// composed.</summary>
    public static string? MachineOf(string name) => name == NanoEnglish.Name ? NanoEnglish.Machine : Find(name)?.Machine;
}
