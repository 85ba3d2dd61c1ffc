namespace MinMo.Models.Bundles.Installing;

/// <summary>Checks installed bundles: every size, hash and shape.</summary>
public static class BundleVerification
{
    /// <summary>Checks part after part, as the verdicts are enumerated. Reads every byte.</summary>
    public static IEnumerable<PartVerdict> Verify(Bundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return bundle.Manifest.Parts.Select(part => Verify(bundle, part));
    }

    private static PartVerdict Verify(Bundle bundle, BundlePart part)
    {
        foreach (var file in part.Files)
        {
            if (FileHash.FindDamage(bundle.PathOf(part, file), file) is { } damage)
            {
                return new(part, Ok: false, $"{bundle.PathOf(part, file)}: {damage}; install the bundle again");
            }
        }

        try
        {
            return new(part, Ok: true, PartInspection.Inspect(part.Format, bundle.PathOf(part)).Description);
        }
        catch (BundleFormatException exception)
        {
            return new(part, Ok: false, exception.Message);
        }
    }
}
