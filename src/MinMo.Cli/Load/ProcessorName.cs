namespace MinMo.Cli.Load;

/// <summary>The processor as Linux names it.</summary>
internal static class ProcessorName
{
    private const string List = "/proc/cpuinfo";

    /// <summary>Null where there is no such list.</summary>
    public static string? Find()
        => File.Exists(List)
            ? File.ReadLines(List).FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':', 2)[^1].Trim()
            : null;
}
