using System.Globalization;
using MinMo.Models.Bundles;

namespace MinMo.Cli.Bundles;

/// <summary>Sizes of files and memory, and counts of parameters, for people.</summary>
internal static class Sizes
{
    private const double Megabyte = 1e6;

    /// <summary>In megabytes, one digit behind the point below ten.</summary>
    public static string Text(long bytes)
        => (bytes / Megabyte).ToString(bytes < 10 * Megabyte ? "0.0" : "0", CultureInfo.InvariantCulture) + " MB";

    /// <summary>What is to be fetched; a part of which only the hub knows the size is not in it.</summary>
    public static string Text(PublishedBundle bundle) => (bundle.IsSizeKnown ? string.Empty : "> ") + Text(bundle.KnownBytes);

    /// <summary>In millions; a dash where nobody counted.</summary>
    public static string Parameters(long? count)
        => count is { } known ? (known / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + " M" : "-";
}
