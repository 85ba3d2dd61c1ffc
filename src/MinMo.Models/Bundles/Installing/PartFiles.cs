namespace MinMo.Models.Bundles.Installing;

/// <summary>Brings the files of a part into a bundle's folder.</summary>
/// <param name="Links">Give the source's files a second name instead of copying them: no room is needed, but who changes
/// one changes both.</param>
internal sealed record PartFiles(bool Links)
{
    /// <summary>Places one file; its folder is made.</summary>
    public void Place(string source, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (Links && HardLink.TryCreate(source, target))
        {
            return;
        }

        File.Copy(source, target);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }
}
