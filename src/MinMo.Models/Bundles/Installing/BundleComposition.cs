using MinMo.Models.SenseVoice;

namespace MinMo.Models.Bundles.Installing;

/// <summary>Joins parts that lie on this machine to a bundle. They stay where they are: the bundle points at them.
/// </summary>
/// <param name="store">Where the bundle is installed.</param>
public sealed class BundleComposition(BundleStore store)
{
    private const string OwnTerms = "as its publisher states";

    /// <summary>Installs a bundle out of an installed one and exchanged parts.</summary>
    /// <param name="name">The new bundle's name.</param>
    /// <param name="foundation">The installed bundle that gives the parts that are not exchanged.</param>
    /// <param name="exchanged">Folder or file of each part to exchange.</param>
    /// <exception cref="BundleNotInstalledException">The foundation is not installed.</exception>
    /// <exception cref="BundleFormatException">A part is not what it should be.</exception>
    /// <exception cref="ArgumentException">The name is none, or is the foundation's.</exception>
    public Bundle Compose(string name, string foundation, IReadOnlyDictionary<BundlePartKind, string> exchanged)
    {
        ArgumentNullException.ThrowIfNull(exchanged);
        if (name == foundation)
        {
            throw new ArgumentException($"'{name}' cannot be composed of itself; choose another name", nameof(name));
        }

        var source = store.Open(foundation);
        using var draft = store.Begin(
            name, BundleFamily.Find(source.Manifest.Family), source.Manifest.ReadsWrittenText);
        foreach (var part in source.Manifest.Parts)
        {
            draft.Add(exchanged.TryGetValue(part.Kind, out var path)
                ? Take(draft.Folder, part.Kind, Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))
                : part with { Path = PointerTo(store, source.PathOf(part), draft.Folder) });
        }

        var names = exchanged.Select(pair => $"{Words(pair.Key)} {Path.GetFileName(Path.TrimEndingDirectorySeparator(pair.Value))}");
        return draft.Commit($"{foundation} with {string.Join(", ", names)}");
    }

    /// <summary>Which format a part is in, from what lies there.</summary>
    /// <param name="kind">What it shall do.</param>
    /// <param name="path">Folder or file; for a folder with one GGUF file, that file is meant.</param>
    /// <exception cref="BundleFormatException">Nothing of that kind lies there.</exception>
    internal static (BundlePartFormat Format, string Path) Recognise(BundlePartKind kind, string path)
    {
        if (!Path.Exists(path))
        {
            throw new BundleFormatException(path, "there is no such file or folder");
        }

        return kind switch
        {
            BundlePartKind.LanguageModel => RecogniseDecoder(path),
            BundlePartKind.Ears => (EarsFormat(Folder(path)), path),
            BundlePartKind.Voice => (VoiceFormat(path), Folder(path)),
            BundlePartKind.TurnEnd => (BundlePartFormat.SmartTurn, Folder(path)),
            BundlePartKind.VoiceActivity => (BundlePartFormat.Silero, Folder(path)),
            _ => (BundlePartFormat.Module, Folder(path)),
        };
    }

    // Relative inside the store, so that the store can be moved; a draft lies beside the bundles.
    internal static string PointerTo(BundleStore store, string path, string draft)
        => path.StartsWith(store.BundlesFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? Path.GetRelativePath(draft, path)
            : path;

    private static BundlePartFormat EarsFormat(string folder)
        => File.Exists(Path.Combine(folder, SenseVoiceConfiguration.File)) ? BundlePartFormat.SenseVoice : BundlePartFormat.Whisper;

    private static string Folder(string path)
        => Directory.Exists(path) ? path : throw new BundleFormatException(path, "a folder is needed here, not a file");

    private static BundlePartFormat VoiceFormat(string path)
        => File.Exists(Path.Combine(path, CosyVoice.CosyVoiceFiles.Settings)) ? BundlePartFormat.CosyVoice2 : BundlePartFormat.Piper;

    private static (BundlePartFormat Format, string Path) RecogniseDecoder(string path)
    {
        if (File.Exists(path))
        {
            return path.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)
                ? (BundlePartFormat.Gguf, path)
                : throw new BundleFormatException(path, "a language model is a .gguf file, or a folder with config.json");
        }

        if (File.Exists(Path.Combine(path, "config.json")))
        {
            return (BundlePartFormat.Safetensors, path);
        }

        return Directory.GetFiles(path, "*.gguf") switch
        {
            [var only] => (BundlePartFormat.Gguf, only),
            [] => throw new BundleFormatException(path, "neither config.json nor a .gguf file is in this folder"),
            var several => throw new BundleFormatException(
                path, $"there are {several.Length} .gguf files; name one of them"),
        };
    }

    private BundlePart Take(string draft, BundlePartKind kind, string given)
    {
        var (format, path) = Recognise(kind, given);
        var folder = path;
        if (format == BundlePartFormat.Piper && !IsCut(path))
        {
            path = Path.GetFileName(path);
            folder = Path.Combine(draft, path);
            CopyVoice(given, folder); // what is cut is written beside the voice, and the folder given is not ours
        }

        var facts = PartInspection.Inspect(format, folder);
        var known = new PartStore(store).At(path)?.Part;
        return new BundlePart
        {
            Kind = kind,
            Format = format,
            Path = path,
            Licence = known?.Licence ?? OwnTerms,
            Source = known?.Source ?? given,
            SampleRateHz = facts.SampleRateHz,
            Files = [.. FilesOf(format, folder)],
        };
    }

    private static bool IsCut(string folder)
        => File.Exists(Path.Combine(folder, Piper.PiperGraphCutter.EncoderFile))
            && File.Exists(Path.Combine(folder, Piper.PiperGraphCutter.DecoderFile));

    private static void CopyVoice(string source, string target)
    {
        string voice;
        try
        {
            voice = Piper.PiperVoice.FindVoice(source);
        }
        catch (Piper.PiperFormatException exception)
        {
            throw new BundleFormatException(source, exception.Message, exception);
        }

        var files = new PartFiles(Links: false);
        files.Place(voice, Path.Combine(target, Path.GetFileName(voice)));
        files.Place(voice + ".json", Path.Combine(target, Path.GetFileName(voice) + ".json"));
        PartAssembly.Complete(BundlePartFormat.Piper, target);
    }

    /// <summary>The files of a part that lies somewhere.</summary>
    internal static IEnumerable<BundleFile> FilesOf(BundlePartFormat format, string path)
        => format == BundlePartFormat.Gguf
            ? [FileHash.Describe(Path.GetDirectoryName(path)!, path)]
            : Directory.EnumerateFiles(path, "*", DepthOf(format)).Where(IsModelFile).Order(StringComparer.Ordinal)
                .Select(file => FileHash.Describe(path, file));

    // CosyVoice 2 has its text tokenizer in a folder of its own.
    private static SearchOption DepthOf(BundlePartFormat format)
        => format == BundlePartFormat.CosyVoice2 ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;

    private static bool IsModelFile(string path)
        => Path.GetExtension(path).ToUpperInvariant() is ".JSON" or ".SAFETENSORS" or ".ONNX" or ".TXT" or ".JINJA" or ".MODEL"
            or ".PT" or ".MVN" or ".YAML" or ".WAV"
            && Path.GetFileName(path) != PartStore.FileName;

    private static string Words(BundlePartKind kind) => kind switch
    {
        BundlePartKind.LanguageModel => "language model",
        BundlePartKind.TurnEnd => "turn end",
        BundlePartKind.VoiceActivity => "voice activity",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
