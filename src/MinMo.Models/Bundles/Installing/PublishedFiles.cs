using MinMo.Models.Bundles.Hub;
using MinMo.Models.CosyVoice.Prompts;

namespace MinMo.Models.Bundles.Installing;

/// <summary>Installs the files of a published part that lie in a folder of this machine, fetched or given.</summary>
/// <param name="Place">How they come into the bundle.</param>
internal sealed record PublishedFiles(PartFiles Place)
{
    /// <summary>The files of a part that a folder holds, with a recording to imitate if one lies there.</summary>
    /// <returns>Paths relative to the folder.</returns>
    /// <exception cref="BundleFormatException">Some are missing; the message names them.</exception>
    public static IReadOnlyList<string> Find(PublishedPart part, string folder)
    {
        string[] needed = [.. part.Files.SelectMany(file => Pieces(file, folder))];
        string[] missing = [.. needed.Where(name => !File.Exists(Path.Combine(folder, name)))];
        if (missing.Length > 0)
        {
            throw new BundleFormatException(folder, $"{missing.Length} file(s) are missing: {string.Join(", ", missing)}");
        }

        string[] recording = part.Format == BundlePartFormat.CosyVoice2 && PromptRecording.IsIn(folder)
            ? [PromptRecording.AudioFileName, PromptRecording.TranscriptFileName]
            : [];
        return [.. needed, .. recording.Where(name => File.Exists(Path.Combine(folder, name)))];
    }

    /// <summary>Places files, makes what is needed beside them, and checks that they are a whole model.</summary>
    /// <param name="part">What they are.</param>
    /// <param name="source">Where they lie.</param>
    /// <param name="names">Relative to it.</param>
    /// <param name="root">What the part's path shall be relative to.</param>
    /// <param name="folder">Its folder, relative to the root; <c>.</c> for the root itself.</param>
    /// <exception cref="BundleFormatException">They are not.</exception>
    public BundlePart Take(PublishedPart part, string source, IReadOnlyList<string> names, string root, string folder)
    {
        var target = Path.GetFullPath(Path.Combine(root, folder));
        foreach (var name in names)
        {
            Place.Place(Path.Combine(source, name), Path.Combine(target, name));
            Refuse(part, Path.Combine(target, name), name);
        }

        PartAssembly.Complete(part.Format, target);
        return PartInspection.Describe(part, root, folder, names[0]) with
        {
            Files = [.. Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => FileHash.Describe(target, file))],
        };
    }

    private static IEnumerable<string> Pieces(HubFile file, string folder)
    {
        var index = file.Target + PartDownload.IndexEnding;
        return file.MayBeSharded && !File.Exists(Path.Combine(folder, file.Target)) && File.Exists(Path.Combine(folder, index))
            ? [index, .. PartDownload.ShardsOf(Path.Combine(folder, index))]
            : [file.Target];
    }

    // Of what was installed, not of what was read.
    private static void Refuse(PublishedPart part, string path, string name)
    {
        var pinned = part.Files.FirstOrDefault(file => file.Target == name)?.Sha256;
        if (pinned is not null && FileHash.Compute(path) is var hash && hash != pinned)
        {
            throw new BundleFormatException(path, $"its sha256 is {hash}, not {pinned}: it was changed or damaged");
        }
    }
}
