using System.Runtime.InteropServices;

namespace MinMo.Models.Bundles.Installing;

/// <summary>A second name for a file, where the system and the file system have such.</summary>
internal static partial class HardLink
{
    /// <returns>False if there can be none: another file system, another system, no right to.</returns>
    public static bool TryCreate(string path, string linkPath)
        => (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && Link(path, linkPath) == 0;

    /// <returns>0, or -1 if the link was not made.</returns>
    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string linkPath);
}
