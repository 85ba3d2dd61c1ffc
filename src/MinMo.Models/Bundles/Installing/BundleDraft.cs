namespace MinMo.Models.Bundles.Installing;

/// <summary>A bundle that is being put together in a folder of its own. Dispose it: what was not committed is deleted.
/// </summary>
public sealed class BundleDraft : IDisposable
{
    private readonly BundleStore _store;
    private readonly List<BundlePart> _parts = [];

    internal BundleDraft(BundleStore store, string name)
    {
        (_store, Name) = (store, name);
        Folder = Path.Combine(store.BundlesFolder, $".{name}.{Guid.NewGuid():N}");
        Directory.CreateDirectory(Folder);
    }

    /// <summary>The bundle's name.</summary>
    public string Name { get; }

    /// <summary>Where its files are gathered; renamed when it is committed.</summary>
    public string Folder { get; }

    /// <summary>How its parts work together.</summary>
    public BundleFamily Family { get; init; } = BundleFamily.Cascade;

    /// <summary>See <see cref="BundleManifest.ReadsWrittenText"/>.</summary>
    public bool ReadsWrittenText { get; init; } = true;

    /// <summary>Takes a part in whose files lie where <see cref="BundlePart.Path"/> says.</summary>
    public void Add(BundlePart part) => _parts.Add(part);

    /// <summary>Makes the bundle visible under its name, in place of one that had it.</summary>
    /// <param name="about">One line for people.</param>
    /// <exception cref="BundleFormatException">A kind of part is missing or there twice.</exception>
    public Bundle Commit(string about)
    {
        var manifest = new BundleManifest
        {
            Name = Name,
            Family = Family.Name,
            About = about,
            ReadsWrittenText = ReadsWrittenText,
            Parts = [.. _parts.OrderBy(static part => part.Kind)],
        };
        manifest.Write(Folder);
        BundleManifest.Read(Folder);
        var target = _store.FolderOf(Name);
        var replaced = Folder + ".replaced";
        if (Directory.Exists(target))
        {
            Directory.Move(target, replaced);
        }

        Directory.Move(Folder, target);
        if (Directory.Exists(replaced))
        {
            Directory.Delete(replaced, recursive: true);
        }

        _store.DeleteCache(Name); // built from the parts that were there before
        return new Bundle(target, manifest);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
