namespace MinMo.Models.Bundles;

/// <summary>One model of a bundle.</summary>
public sealed record BundlePart
{
    /// <summary>What it does.</summary>
    public required BundlePartKind Kind { get; init; }

    /// <summary>The layout of its files.</summary>
    public required BundlePartFormat Format { get; init; }

    /// <summary>A folder, or a file if the format is one file; relative to the bundle's folder, or absolute for a part
    /// that lies elsewhere on this machine.</summary>
    public required string Path { get; init; }

    /// <summary>Under which terms it may be used, as its publisher states them.</summary>
    public required string Licence { get; init; }

    /// <summary>Where it came from.</summary>
    public required string Source { get; init; }

    /// <summary>Of the audio that it takes or gives; null if it has nothing to do with audio.</summary>
    public int? SampleRateHz { get; init; }

    /// <summary>Every file that belongs to it.</summary>
    public required IReadOnlyList<BundleFile> Files { get; init; }
}
