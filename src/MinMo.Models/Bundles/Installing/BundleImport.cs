namespace MinMo.Models.Bundles.Installing;

/// <summary>Installs bundles from folders of this machine.</summary>
/// <param name="store">Where to.</param>
/// <param name="links">Give the files a second name instead of copying them.</param>
/// <param name="progress">Told which file is worked on; null if nobody wants to know.</param>
public sealed class BundleImport(BundleStore store, bool links = false, IProgress<BundleProgress>? progress = null)
{
    private readonly PartFiles _files = new(links);

    /// <summary>Installs a bundle: <c>lite-en</c> and <c>qwen-en</c> from a folder of weights, any other from a folder with
    /// <see cref="BundleManifest.FileName"/>. Every size, hash and shape is checked.</summary>
    /// <param name="name">The name to install it under.</param>
    /// <param name="from">The folder.</param>
    /// <exception cref="BundleFormatException">A file is missing, damaged, or not what it should be.</exception>
    /// <exception cref="ArgumentException">The name is none.</exception>
    public Bundle Import(string name, string from)
    {
        from = Path.TrimEndingDirectorySeparator(Path.GetFullPath(from));
        if (!Directory.Exists(from))
        {
            throw new BundleFormatException(from, "there is no such folder");
        }

        if (File.Exists(Path.Combine(from, BundleManifest.FileName)))
        {
            return ImportBundle(name, from);
        }

        if (name == LiteEnglish.Name)
        {
            return ImportWeights(name, LiteEnglish.About, LiteEnglish.Folders, from);
        }

        return PublishedBundles.Find(name) is { } published
            ? ImportPublished(published, from)
            : throw new BundleFormatException(
                from, $"there is no {BundleManifest.FileName}, so this is no bundle; only "
                + $"{string.Join(" and ", PublishedBundles.All.Select(static bundle => bundle.Name))} can be imported from bare "
                + "weights. To join parts of your own: models compose");
    }

    /// <summary>Installs parts that are known byte for byte from a folder that holds one folder for each.</summary>
    /// <exception cref="BundleFormatException">A file is missing, damaged, or not what it should be.</exception>
    public Bundle ImportWeights(string name, string about, IReadOnlyList<KnownPart> parts, string from)
    {
        RefuseMissing(parts, from);
        using var draft = store.Begin(name);
        foreach (var part in parts)
        {
            foreach (var file in part.Files)
            {
                Place(Path.Combine(from, part.Folder, file.Path), Path.Combine(draft.Folder, part.Folder, file.Path), file);
            }

            draft.Add(PartInspection.Describe(part, draft.Folder, part.Folder, part.Files[0].Path) with { Files = part.Files });
        }

        return draft.Commit(about);
    }

    /// <summary>Installs a bundle from a folder that holds one folder for each published part, its files named as they are
    /// published; those whose hash is not known beforehand are checked by shape alone.</summary>
    /// <exception cref="BundleFormatException">A file is missing, damaged, or not what it should be.</exception>
    public Bundle ImportPublished(PublishedBundle published, string from)
    {
        ArgumentNullException.ThrowIfNull(published);
        var found = published.Parts.Select(part => (Part: part, Names: PublishedFiles.Find(part, Path.Combine(from, part.Folder)))).ToList();
        using var draft = store.Begin(published.Name);
        foreach (var (part, names) in found)
        {
            draft.Add(new PublishedFiles(_files).Take(part, Path.Combine(from, part.Folder), names, draft.Folder, part.Folder));
        }

        return draft.Commit(published.About);
    }

    private Bundle ImportBundle(string name, string from)
    {
        var source = new Bundle(from, BundleManifest.Read(from));
        using var draft = store.Begin(
            name, BundleFamily.Find(source.Manifest.Family), source.Manifest.ReadsWrittenText);
        foreach (var part in source.Manifest.Parts)
        {
            var folder = Path.GetFileName(source.PathOf(part));
            var target = Path.Combine(draft.Folder, folder);
            foreach (var file in part.Files)
            {
                var single = part.Format == BundlePartFormat.Gguf;
                Place(source.PathOf(part, file), single ? target : Path.Combine(target, file.Path), file);
            }

            var facts = PartInspection.Inspect(part.Format, target);
            draft.Add(part with { Path = folder, SampleRateHz = facts.SampleRateHz });
        }

        return draft.Commit(source.Manifest.About);
    }

    private static void RefuseMissing(IReadOnlyList<KnownPart> parts, string from)
    {
        var missing = parts.SelectMany(part => part.Files.Select(file => Path.Combine(part.Folder, file.Path)))
            .Where(path => !File.Exists(Path.Combine(from, path))).ToList();
        if (missing.Count > 0)
        {
            throw new BundleFormatException(
                from, $"{missing.Count} file(s) are missing: {string.Join(", ", missing)}. The folder must hold "
                + string.Join(", ", parts.Select(static part => part.Folder + "/")));
        }
    }

    private void Place(string source, string target, BundleFile expected)
    {
        var about = Path.Combine(Path.GetFileName(Path.GetDirectoryName(source)!), Path.GetFileName(source));
        progress?.Report(new BundleProgress(about, 0, expected.Bytes));
        _files.Place(source, target);
        if (FileHash.FindDamage(target, expected) is { } damage) // of what was installed, not of what was read
        {
            throw new BundleFormatException(source, damage);
        }

        progress?.Report(new BundleProgress(about, expected.Bytes, expected.Bytes));
    }
}
