using System.Text.Json;
using MinMo.Models.CosyVoice.Prompts;

namespace MinMo.Models.Bundles;

/// <summary>The public checkpoints of this machine, one folder for each under <c>home/parts</c>; bundles point at them.</summary>
/// <param name="bundles">The bundles of this machine.</param>
public sealed class PartStore(BundleStore bundles)
{
    /// <summary>Describes a checkpoint, in its folder.</summary>
    public const string FileName = "part.json";

    /// <summary>One folder for each.</summary>
    public string Folder => Path.Combine(bundles.Home, "parts");

    /// <summary>What is installed, in alphabetical order.</summary>
    public IReadOnlyList<string> Names() => !Directory.Exists(Folder)
        ? []
        : [.. Directory.EnumerateDirectories(Folder).Select(static path => Path.GetFileName(path)).Where(Has).Order(StringComparer.Ordinal)];

    /// <summary>Whether a checkpoint of that name is installed.</summary>
    public bool Has(string name) => BundleManifest.IsName(name) && File.Exists(Path.Combine(Folder, name, FileName));

    /// <summary>An installed checkpoint; its files are not looked at.</summary>
    /// <exception cref="BundleNotInstalledException">There is none of that name.</exception>
    /// <exception cref="BundleFormatException">Its description is broken.</exception>
    public InstalledPart Open(string name)
    {
        if (!Has(name))
        {
            throw new BundleNotInstalledException(name, Names());
        }

        var folder = Path.Combine(Folder, name);
        var path = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), BundleJson.Default.BundlePart) is { } part
                ? new InstalledPart(name, folder, part)
                : throw new BundleFormatException(path, "it describes nothing");
        }
        catch (JsonException exception)
        {
            throw new BundleFormatException(path, exception.Message, exception);
        }
    }

    /// <summary>The installed checkpoint whose folder that is, or null.</summary>
    /// <exception cref="BundleFormatException">Its description is broken.</exception>
    public InstalledPart? At(string path)
        => Path.GetDirectoryName(path) == Folder && Has(Path.GetFileName(path)) ? Open(Path.GetFileName(path)) : null;

    /// <summary>Other bundles that point into the folder of a checkpoint.</summary>
    /// <exception cref="BundleFormatException">The description of one of them is broken.</exception>
    public IReadOnlyList<string> DependentsOf(string name)
    {
        var folder = Path.Combine(Folder, name);
        return [.. bundles.Names().Select(bundles.Open)
            .Where(bundle => bundle.Manifest.Parts.Any(part => IsIn(folder, bundle.PathOf(part))))
            .Select(static bundle => bundle.Name)];
    }

    /// <summary>Deletes a checkpoint.</summary>
    /// <exception cref="BundleNotInstalledException">There is none of that name.</exception>
    public void Remove(string name)
    {
        var folder = Open(name).Folder;
        File.Delete(Path.Combine(folder, FileName)); // from now on it is not installed
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Installs a checkpoint, in place of one that had its name, whose recording to imitate it keeps; nothing is
    /// seen of it before it is whole.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="fill">Puts its files into a folder, and describes them relative to it.</param>
    internal InstalledPart Install(string name, Func<string, BundlePart> fill)
    {
        var draft = Path.Combine(Folder, $".{name}.{Guid.NewGuid():N}");
        Directory.CreateDirectory(draft);
        try
        {
            var part = fill(draft);
            File.WriteAllBytes(Path.Combine(draft, FileName), JsonSerializer.SerializeToUtf8Bytes(part, BundleJson.Default.BundlePart));
            var target = Path.Combine(Folder, name);
            if (Directory.Exists(target))
            {
                KeepRecording(target, draft);
                Directory.Delete(target, recursive: true);
            }

            Directory.Move(draft, target);
            return new InstalledPart(name, target, part);
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
    }

    // A recording to imitate is the user's own, put beside what was fetched.
    private static void KeepRecording(string old, string draft)
    {
        foreach (var name in (string[])[PromptRecording.AudioFileName, PromptRecording.TranscriptFileName])
        {
            if (File.Exists(Path.Combine(old, name)) && !File.Exists(Path.Combine(draft, name)))
            {
                File.Move(Path.Combine(old, name), Path.Combine(draft, name));
            }
        }
    }

    private static bool IsIn(string folder, string path)
        => path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
