using System.Globalization;

namespace MinMo.Cli.Bundles;

/// <summary>Sizes of files for people.</summary>
internal static class Sizes
{
    private const double Megabyte = 1e6;

    /// <summary>In megabytes, one digit behind the point below ten.</summary>
    public static string Text(long bytes)
        => (bytes / Megabyte).ToString(bytes < 10 * Megabyte ? "0.0" : "0", CultureInfo.InvariantCulture) + " MB";
}
