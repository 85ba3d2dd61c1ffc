namespace MinMo.Testing.Goldens;

/// <summary>Finds the goldens of the repository that the tests were built from.</summary>
public static class GoldenFolders
{
    /// <summary><c>tests/goldens</c>, absolute.</summary>
    /// <exception cref="DirectoryNotFoundException">The test assembly does not lie inside a checkout.</exception>
    public static string Root { get; } = Locate();

    /// <summary>A folder under <see cref="Root"/>, e.g. <c>Of("gguf", "checkpoints", "tensors")</c>.</summary>
    public static string Of(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Locate()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var goldens = Path.Combine(folder.FullName, "tests", "goldens");
            if (Directory.Exists(goldens))
            {
                return goldens;
            }
        }

        throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} holds tests/goldens");
    }
}
