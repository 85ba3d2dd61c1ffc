using System.Text.Json;
using static TorchSharp.torch;

namespace MinMo.Models.Parity;

/// <summary>Runs goldens and compares. Never throws for what a golden, a checkpoint or a kind does.</summary>
/// <param name="kinds">Normally <see cref="GoldenKinds.All"/>.</param>
/// <param name="weightsRoot">Where real weights are installed, or null.</param>
public sealed class GoldenRunner(IEnumerable<IGoldenKind> kinds, string? weightsRoot)
{
    private readonly Dictionary<string, IGoldenKind> _kinds =
        kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>Every golden under a folder, however deep, in a fixed order.</summary>
    /// <param name="root">A golden, a family, or a folder of families.</param>
    /// <param name="family">Only kinds of this family; null for all.</param>
    /// <exception cref="DirectoryNotFoundException">The root does not exist.</exception>
    public static IReadOnlyList<string> Find(string root, string? family = null)
        => [.. Directory.EnumerateFiles(root, "golden.json", SearchOption.AllDirectories)
            .Where(path => family is null || IsOfFamily(path, family))
            .Select(path => Path.GetDirectoryName(path)!)
            .Order(StringComparer.Ordinal)];

    /// <summary>Runs every golden under a folder, one after the other, as the results are enumerated.</summary>
    /// <param name="root">A golden, a family, or a folder of families.</param>
    /// <param name="family">Only kinds of this family; null for all.</param>
    /// <exception cref="DirectoryNotFoundException">The root does not exist.</exception>
    public IEnumerable<GoldenResult> RunAll(string root, string? family = null) => Find(root, family).Select(Run);

    /// <summary>Runs one golden.</summary>
    /// <param name="folder">The one that holds <c>golden.json</c>.</param>
    public GoldenResult Run(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        var kindName = string.Empty;
        try
        {
            kindName = ReadKind(Path.Combine(folder, "golden.json"));
            if (!_kinds.TryGetValue(kindName, out var kind))
            {
                return new(name, kindName, GoldenStatus.Failed, 0, 0, $"the kind '{kindName}' is unknown");
            }

            var golden = GoldenCase.Load(folder, weightsRoot);
            return GoldenComparison.Judge(golden, Compute(kind, golden));
        }
        catch (WeightsNotInstalledException exception)
        {
            return new(name, kindName, GoldenStatus.Skipped, 0, 0, exception.Message);
        }
        catch (Exception exception)
        {
            return new(name, kindName, GoldenStatus.Failed, 0, 0, exception.ToString());
        }
    }

    // What goldens compute needs no gradients, and nothing but the outputs outlives it.
    private static GoldenOutputs Compute(IGoldenKind kind, GoldenCase golden)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var outputs = new GoldenOutputs();
        kind.Run(golden, outputs);
        return outputs;
    }

    private static bool IsOfFamily(string path, string family)
    {
        try
        {
            return ReadKind(path).Split('.')[0] == family;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return true; // let it fail where it is reported
        }
    }

    private static string ReadKind(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.GetProperty("kind").GetString() ?? string.Empty;
    }
}
