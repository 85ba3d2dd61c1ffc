using System.Text.Json;
using System.Text.RegularExpressions;

namespace MinMo.Models.Bundles;

/// <summary><c>bundle.json</c>: what a bundle consists of.</summary>
public sealed partial record BundleManifest
{
    /// <summary>The file's name, in the bundle's folder.</summary>
    public const string FileName = "bundle.json";

    /// <summary>The version of this file's format.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What a call names the bundle by: lower case letters, digits, <c>. _ -</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How the parts work together; the name of a <see cref="BundleFamily"/>.</summary>
    public required string Family { get; init; }

    /// <summary>One line for people.</summary>
    public required string About { get; init; }

    /// <summary>Whether the language model follows system prompts and reads text as people write it; a model that was
    /// trained on spoken words alone gets lower-case words and no system prompt.</summary>
    public bool ReadsWrittenText { get; init; } = true;

    /// <summary>The parts, one of each kind.</summary>
    public required IReadOnlyList<BundlePart> Parts { get; init; }

    /// <summary>Whether a text can be a bundle's name: it becomes a folder's name.</summary>
    public static bool IsName(string text) => NamePattern().IsMatch(text);

    /// <summary>Reads a bundle's description.</summary>
    /// <exception cref="BundleFormatException">The file is missing, malformed, of another version or family, or lacks a
    /// part.</exception>
    public static BundleManifest Read(string folder)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), BundleJson.Default.BundleManifest);
            return Checked(manifest, path);
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BundleFormatException(path, exception.Message, exception);
        }
    }

    /// <summary>Writes <see cref="FileName"/>.</summary>
    internal void Write(string folder)
        => File.WriteAllBytes(
            System.IO.Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, BundleJson.Default.BundleManifest));

    private static BundleManifest Checked(BundleManifest? manifest, string path)
    {
        if (manifest is null || manifest.Version != 1 || BundleFamily.Find(manifest.Family) is not { } family)
        {
            throw new BundleFormatException(
                path, $"version {manifest?.Version} of family '{manifest?.Family}' is unknown to this program");
        }

        if (!IsName(manifest.Name))
        {
            throw new BundleFormatException(path, $"'{manifest.Name}' cannot be a bundle's name");
        }

        foreach (var kind in family.Parts)
        {
            var count = manifest.Parts.Count(part => part.Kind == kind);
            if (count != 1)
            {
                throw new BundleFormatException(path, $"a bundle of the family '{family.Name}' has one part of kind {kind}, not {count}");
            }
        }

        var stray = manifest.Parts.SelectMany(static part => part.Files).FirstOrDefault(static file => !IsInside(file.Path));
        return stray is null ? manifest : throw new BundleFormatException(path, $"the file '{stray.Path}' lies outside its part");
    }

    private static bool IsInside(string relative)
        => relative.Length > 0 && !System.IO.Path.IsPathRooted(relative) && !relative.Split('/', '\\').Contains("..");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,63}\z")]
    private static partial Regex NamePattern();
}
