using MinMo.Models.Bundles.Installing;

namespace MinMo.Models.Bundles;

/// <summary>The bundles of this machine: folders under <c>home/bundles</c>, and what was built from them under
/// <c>home/cache</c>; besides those that ship with the program.</summary>
/// <param name="home">An absolute folder; made when the first bundle is installed.</param>
/// <param name="shipped">The folder of the bundles that ship with the program, which need not exist; null for none. One
/// that is installed under the same name wins.</param>
/// <param name="adapter">The adapter of language models, see <see cref="LanguageAdapters.Find"/>; null for those that
/// ship.</param>
public sealed class BundleStore(string home, string? shipped = null, string? adapter = null)
{
    /// <summary>The folder that holds everything.</summary>
    public string Home { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(home));

    /// <summary>One folder for each bundle.</summary>
    public string BundlesFolder => Path.Combine(Home, "bundles");

    /// <summary>Half fetched files.</summary>
    public string DownloadsFolder => Path.Combine(Home, "downloads");

    /// <summary>Names of all bundles, in alphabetical order; their descriptions may still be broken.</summary>
    public IReadOnlyList<string> Names()
        => [.. NamesIn(BundlesFolder).Union(NamesIn(shipped)).Order(StringComparer.Ordinal)];

    /// <summary>The one to take when a call names none: <c>lite-en</c>, else the only one that is installed, else
    /// <c>nano-en</c>, which ships; null if there is none.</summary>
    /// <exception cref="BundleNotInstalledException">Several are installed, none of them <c>lite-en</c>.</exception>
    public string? DefaultName() => NamesIn(BundlesFolder).ToArray() switch
    {
        [] => Has(NanoEnglish.Name) ? NanoEnglish.Name : null,
        [var only] => only,
        var names when names.Contains(LiteEnglish.Name) => LiteEnglish.Name,
        var names => throw new BundleNotInstalledException(LiteEnglish.Name, names),
    };

    /// <summary>Whether there is a bundle of that name, installed or shipped.</summary>
    public bool Has(string name) => IsInstalled(name) || IsShipped(name);

    /// <summary>Whether a bundle of that name is installed; those that ship need not be.</summary>
    public bool IsInstalled(string name)
        => BundleManifest.IsName(name) && File.Exists(Path.Combine(FolderOf(name), BundleManifest.FileName));

    /// <summary>An installed bundle; its files are not looked at.</summary>
    /// <exception cref="BundleNotInstalledException">There is none of that name.</exception>
    /// <exception cref="BundleFormatException">Its description is broken.</exception>
    public Bundle Open(string name)
    {
        if (!Has(name))
        {
            throw new BundleNotInstalledException(name, Names());
        }

        var folder = IsInstalled(name) ? FolderOf(name) : Path.Combine(Path.GetFullPath(shipped!), name);
        return new Bundle(folder, BundleManifest.Read(folder) with { Name = name });
    }

    /// <summary>An installed bundle as the engine needs it.</summary>
    /// <exception cref="BundleNotInstalledException">There is none of that name.</exception>
    /// <exception cref="BundleFormatException">Its description is broken, or a part has gone.</exception>
    public EngineBundle Resolve(string name)
    {
        var bundle = Open(name);
        return bundle.Manifest.Family == BundleFamily.Minmo.Name ? Minmo(bundle) : Cascade(bundle);
    }

    /// <summary>Other bundles that have parts in this one's folder.</summary>
    /// <exception cref="BundleFormatException">The description of one of them is broken.</exception>
    public IReadOnlyList<string> DependentsOf(string name)
    {
        var folder = FolderOf(name) + Path.DirectorySeparatorChar;
        return [.. Names().Where(other => other != name).Select(Open)
            .Where(other => other.Manifest.Parts.Any(
                part => other.PathOf(part).StartsWith(folder, StringComparison.Ordinal)))
            .Select(static other => other.Name)];
    }

    /// <summary>Deletes a bundle and what was built from it; parts that lie elsewhere stay.</summary>
    /// <exception cref="BundleNotInstalledException">There is none of that name.</exception>
    public void Remove(string name)
    {
        if (!IsInstalled(name))
        {
            throw new BundleNotInstalledException(name, [.. NamesIn(BundlesFolder)]);
        }

        File.Delete(Path.Combine(FolderOf(name), BundleManifest.FileName)); // from now on it is not installed
        Directory.Delete(FolderOf(name), recursive: true);
        DeleteCache(name);
    }

    /// <summary>Begins to install a bundle; nothing is seen of it before <see cref="BundleDraft.Commit"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="family">How its parts work together; null for <see cref="BundleFamily.Cascade"/>.</param>
    /// <param name="readsWrittenText">See <see cref="BundleManifest.ReadsWrittenText"/>.</param>
    /// <exception cref="ArgumentException">The name is none.</exception>
    public BundleDraft Begin(string name, BundleFamily? family = null, bool readsWrittenText = true)
        => BundleManifest.IsName(name)
            ? new BundleDraft(this, name) { Family = family ?? BundleFamily.Cascade, ReadsWrittenText = readsWrittenText }
            : throw new ArgumentException(
                $"'{name}' cannot be a bundle's name: lower case letters, digits and . _ - only", nameof(name));

    internal string FolderOf(string name) => Path.Combine(BundlesFolder, name);

    internal string CacheFolderOf(string name) => Path.Combine(Home, "cache", name);

    internal void DeleteCache(string name)
    {
        if (Directory.Exists(CacheFolderOf(name)))
        {
            Directory.Delete(CacheFolderOf(name), recursive: true);
        }
    }

    private bool IsShipped(string name)
        => shipped is not null && BundleManifest.IsName(name) && File.Exists(Path.Combine(shipped, name, BundleManifest.FileName));

    private static IEnumerable<string> NamesIn(string? folder)
        => folder is null || !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder, BundleManifest.FileName, OneLevel)
                .Select(static path => Path.GetFileName(Path.GetDirectoryName(path)!))
                .Where(BundleManifest.IsName)
                .Order(StringComparer.Ordinal);

    private CascadeBundle Cascade(Bundle bundle) => new()
    {
        Name = bundle.Name,
        LanguageModelPath = Existing(bundle, BundlePartKind.LanguageModel),
        AdapterFolder = LanguageAdapters.Find(bundle, shipped, adapter),
        EarsFolder = Existing(bundle, BundlePartKind.Ears),
        EarsFormat = bundle.Part(BundlePartKind.Ears).Format,
        VoiceFolder = Existing(bundle, BundlePartKind.Voice),
        VoiceFormat = bundle.Part(BundlePartKind.Voice).Format,
        SmartTurnFolder = Existing(bundle, BundlePartKind.TurnEnd),
        SileroFolder = Existing(bundle, BundlePartKind.VoiceActivity),
        CacheFolder = CacheFolderOf(bundle.Name),
    };

    private MinmoBundle Minmo(Bundle bundle) => new()
    {
        Name = bundle.Name,
        ReadsWrittenText = bundle.Manifest.ReadsWrittenText,
        SpeechEncoderFolder = Existing(bundle, BundlePartKind.SpeechEncoder),
        InputProjectorFolder = Existing(bundle, BundlePartKind.InputProjector),
        LanguageModelFolder = Existing(bundle, BundlePartKind.LanguageModel),
        DuplexPredictorFolder = Existing(bundle, BundlePartKind.DuplexPredictor),
        OutputProjectorFolder = Existing(bundle, BundlePartKind.OutputProjector),
        VoiceLanguageModelFolder = Existing(bundle, BundlePartKind.VoiceLanguageModel),
        MelDecoderFolder = Existing(bundle, BundlePartKind.MelDecoder),
        VocoderFolder = Existing(bundle, BundlePartKind.Vocoder),
        CacheFolder = CacheFolderOf(bundle.Name),
    };

    private static EnumerationOptions OneLevel => new() { RecurseSubdirectories = true, MaxRecursionDepth = 1 };

    private static string Existing(Bundle bundle, BundlePartKind kind)
    {
        var path = bundle.PathOf(bundle.Part(kind));
        return Path.Exists(path)
            ? path
            : throw new BundleFormatException(
                path, $"this part of the bundle '{bundle.Name}' has gone; install or compose the bundle again");
    }
}
