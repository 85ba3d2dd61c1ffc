using MinMo.Models.Checkpoints;
using MinMo.Models.Language;

namespace MinMo.Models.Bundles;

/// <summary>Finds the low-rank adapter with which the language model of a bundle runs.</summary>
public static class LanguageAdapters
{
    /// <summary>Chosen where the bare language model is wanted.</summary>
    public const string None = "none";

    private const string Suffix = "-skills";

    /// <summary>The adapter's folder; null for none.</summary>
    /// <param name="bundle">With a language model.</param>
    /// <param name="shipped">Where <c>NAME-skills</c> may lie, the adapter that ships for the bundle NAME; it is taken if it
    /// was trained on just these weights. Null for nowhere.</param>
    /// <param name="chosen">A folder, taken whatever it was trained on; <see cref="None"/>; null for the one that ships.</param>
    /// <exception cref="BundleFormatException">The folder chosen holds no adapter.</exception>
    public static string? Find(Bundle bundle, string? shipped, string? chosen)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return chosen switch
        {
            None => null,
            { } folder => Checked(Path.GetFullPath(folder)),
            null => shipped is null ? null : Fitting(Path.Combine(shipped, bundle.Name + Suffix), bundle),
        };
    }

    private static string Checked(string folder)
    {
        try
        {
            using var adapter = LoraAdapter.Open(folder);
            return folder;
        }
        catch (CheckpointFormatException exception)
        {
            throw new BundleFormatException(folder, $"this is no adapter: {exception.Message}", exception);
        }
    }

    private static string? Fitting(string folder, Bundle bundle)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        using var adapter = LoraAdapter.Open(Checked(folder));
        return adapter.Base == bundle.Part(BundlePartKind.LanguageModel).Fingerprint() ? folder : null;
    }
}
