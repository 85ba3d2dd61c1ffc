namespace MinMo.Models.Bundles.Installing;

/// <summary>Checks installed bundles: every size, hash and shape.</summary>
public static class BundleVerification
{
    /// <summary>Checks part after part, as the verdicts are enumerated. Reads every byte.</summary>
    public static IEnumerable<PartVerdict> Verify(Bundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return bundle.Manifest.Parts.Select(part => Verify(bundle.Folder, part));
    }

    /// <summary>Checks a checkpoint that was installed by itself. Reads every byte.</summary>
    public static PartVerdict Verify(InstalledPart installed)
    {
        ArgumentNullException.ThrowIfNull(installed);
        return Verify(installed.Folder, installed.Part);
    }

    private static PartVerdict Verify(string folder, BundlePart part)
    {
        foreach (var file in part.Files)
        {
            var path = part.PathIn(folder, file);
            if (FileHash.FindDamage(path, file) is { } damage)
            {
                return new(part, Ok: false, $"{path}: {damage}; install it again");
            }
        }

        try
        {
            return new(part, Ok: true, PartInspection.Inspect(part.Format, part.PathIn(folder)).Description);
        }
        catch (BundleFormatException exception)
        {
            return new(part, Ok: false, exception.Message);
        }
    }
}
