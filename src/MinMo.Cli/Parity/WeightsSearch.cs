using MinMo.Models.Bundles;

namespace MinMo.Cli.Parity;

/// <summary>Finds the real weights that some goldens are about.</summary>
internal static class WeightsSearch
{
    /// <summary>The folder that holds one folder for each model; null if there is none.</summary>
    public static string? Find(string goldens, Surroundings surroundings)
    {
        var root = Path.GetFullPath(goldens);
        string?[] candidates = [Path.Combine(root, "weights"), Path.Combine(root, "..", "weights"), surroundings.Weights, Installed(surroundings)];
        return candidates.FirstOrDefault(Directory.Exists);
    }

    // A bundle's folder holds one folder for each model, too.
    private static string? Installed(Surroundings surroundings)
        => surroundings.Store.Has(LiteEnglish.Name) ? surroundings.Store.Open(LiteEnglish.Name).Folder : null;
}
