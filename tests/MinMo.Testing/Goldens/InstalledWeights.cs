namespace MinMo.Testing.Goldens;

/// <summary>Real weights on this machine: the environment variable MINMO_WEIGHTS names their folder, else it is the bundle
/// <c>lite-en</c> in the folder that MINMO_HOME names.</summary>
public static class InstalledWeights
{
    /// <summary>The folder that holds one folder per model; null if none is installed.</summary>
    public static string? Root { get; } = Locate();

    /// <summary>The folder of a model, e.g. <c>whisper-tiny</c>; null if it is not installed.</summary>
    public static string? Find(string name)
    {
        var folder = Root is null ? null : Path.Combine(Root, name);
        return Directory.Exists(folder) ? folder : null;
    }

    private static string? Locate()
    {
        if (Environment.GetEnvironmentVariable("MINMO_WEIGHTS") is { Length: > 0 } weights)
        {
            return Directory.Exists(weights) ? Path.GetFullPath(weights) : null;
        }

        var home = Environment.GetEnvironmentVariable("MINMO_HOME");
        var folder = string.IsNullOrEmpty(home) ? null : Path.GetFullPath(Path.Combine(home, "bundles", "lite-en"));
        return Directory.Exists(folder) ? folder : null;
    }
}
