namespace MinMo.Conventions.Tests;

/// <summary>The files of the repository, found from the test's own place upwards.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] NotOurs = ["/.git/", "/artifacts/", "/bin/", "/obj/", "/node_modules/", "/tests/goldens/"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with '/' between folders.</summary>
    public static IEnumerable<string> Under(string folder, string pattern)
    {
        string start = Path.Combine(Root, folder);
        return !Directory.Exists(start)
            ? []
            : Directory.EnumerateFiles(start, pattern, SearchOption.AllDirectories)
                .Select(path => "/" + Path.GetRelativePath(Root, path).Replace('\\', '/'))
                .Where(path => !NotOurs.Any(part => path.Contains(part, StringComparison.Ordinal)))
                .Select(path => path[1..])
                .Order(StringComparer.Ordinal);
    }

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MinMo.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie inside the repository.");
    }
}
