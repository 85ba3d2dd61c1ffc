namespace MinMo.Training.Corpora.Text;

/// <summary>Texts written for the corpora, embedded in this assembly.</summary>
internal static class TextResource
{
    private const string Root = "MinMo.Training.Corpora.Text.Resources.";

    /// <summary>The lines of a text without its empty lines and <c>//</c> comments.</summary>
    public static string[] Lines(string name)
    {
        using var stream = typeof(TextResource).Assembly.GetManifestResourceStream(Root + name)
            ?? throw new ArgumentException($"There is no embedded text {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("//", StringComparison.Ordinal))];
    }

    /// <summary>Names below a folder, in ordinal order.</summary>
    public static IEnumerable<string> Names(string folder) =>
        typeof(TextResource).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root + folder + ".", StringComparison.Ordinal))
            .Select(name => name[Root.Length..])
            .Order(StringComparer.Ordinal);
}
