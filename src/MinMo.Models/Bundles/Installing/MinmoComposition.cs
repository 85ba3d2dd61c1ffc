using MinMo.Models.Checkpoints;
using MinMo.Models.Language;
using MinMo.Models.SpeechEncoder;
using MinMo.Models.Tokenization;
using MinMo.Models.VoiceLanguage;
using static TorchSharp.torch;

namespace MinMo.Models.Bundles.Installing;

/// <summary>Builds a bundle of the family <c>minmo</c>, of any size, around an encoder, a language model and a voice that
/// lie on this machine and stay where they are. What stands between them is new and has to be trained.</summary>
/// <param name="store">Where the bundle is installed.</param>
public sealed class MinmoComposition(BundleStore store)
{
    private const string OwnTerms = "as its publisher states";
    private const int Seed = 1;

    private static readonly BundlePartKind[] VoiceParts =
        [BundlePartKind.VoiceLanguageModel, BundlePartKind.MelDecoder, BundlePartKind.Vocoder];

    /// <summary>Installs the bundle; projectors and predictor are drawn at random, the same ones each time.</summary>
    /// <param name="name">The new bundle's name.</param>
    /// <param name="sources">The parts that are there.</param>
    /// <exception cref="BundleFormatException">A part is missing or is not what it should be.</exception>
    /// <exception cref="ArgumentException">The name is none.</exception>
    public Bundle Compose(string name, MinmoSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var (folders, voice) = (FoldersOf(sources), Path.GetFullPath(sources.Voice));
        var sizes = SizesOf(folders);
        using var draft = store.Begin(name, BundleFamily.Minmo);
        foreach (var (kind, folder) in folders)
        {
            var format = kind == BundlePartKind.LanguageModel ? BundlePartFormat.Safetensors : BundlePartFormat.Module;
            draft.Add(Describe(kind, format, folder) with { Path = BundleComposition.PointerTo(store, folder, draft.Folder) });
        }

        WriteFresh(draft, sizes);
        return draft.Commit(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Path.GetFileName(folders[BundlePartKind.LanguageModel])} and the voice of {Path.GetFileName(voice)}; untrained: input projector {sizes.InputProjectorParameters / 1e6:0.#} M, output projector {sizes.OutputProjectorParameters / 1e6:0.#} M, duplex predictor {sizes.DuplexPredictorParameters / 1e6:0.#} M"));
    }

    private static Dictionary<BundlePartKind, string> FoldersOf(MinmoSources sources)
    {
        var ears = MinmoSources.FindEars(sources.Ears)
            ?? throw new BundleFormatException(sources.Ears, "there is no speech encoder of MinMo (config.json with stacked_frames)");
        var (format, language) = BundleComposition.Recognise(BundlePartKind.LanguageModel, sources.LanguageModel);
        if (format != BundlePartFormat.Safetensors)
        {
            throw new BundleFormatException(
                sources.LanguageModel, "training needs a folder in the Hugging Face layout: config.json and safetensors");
        }

        var folders = VoiceParts.ToDictionary(
            static kind => kind, kind => Path.Combine(sources.Voice, MinmoBundleFolder.FolderOf(kind)));
        folders[BundlePartKind.SpeechEncoder] = ears;
        folders[BundlePartKind.LanguageModel] = language;
        return folders.ToDictionary(
            static pair => pair.Key, static pair => Path.TrimEndingDirectorySeparator(Path.GetFullPath(pair.Value)));
    }

    private static MinmoSizes SizesOf(Dictionary<BundlePartKind, string> folders)
    {
        var language = folders[BundlePartKind.LanguageModel];
        using var checkpoint = DecoderCheckpoint.Open(language);
        var vocabulary = checkpoint.Configuration.VocabularySize;
        var tokenizer = BytePairTokenizer.Open(language);
        var blank = tokenizer.Find("<|blank|>") ?? tokenizer.Size;
        if (blank >= vocabulary)
        {
            throw new BundleFormatException(language, "no unit is free for rows that say nothing: add <|blank|> to the tokenizer");
        }

        return new MinmoSizes(
            ModuleFolder.Configuration<SpeechEncoderConfiguration>(folders[BundlePartKind.SpeechEncoder]).Width,
            checkpoint.Configuration.HiddenSize,
            VoiceWidth(folders[BundlePartKind.VoiceLanguageModel]),
            vocabulary,
            blank);
    }

    private static int VoiceWidth(string folder)
        => File.Exists(Path.Combine(folder, ModuleFolder.ConfigurationFile))
            ? ModuleFolder.Configuration<VoiceLanguageConfiguration>(folder).Decoder.HiddenSize
            : throw new BundleFormatException(folder, "there is no voice language model of MinMo");

    private static void WriteFresh(BundleDraft draft, MinmoSizes sizes)
    {
        random.manual_seed(Seed);
        Write(draft, BundlePartKind.InputProjector, sizes.InputProjector, static own => new InputProjection.InputProjector(own));
        Write(
            draft, BundlePartKind.OutputProjector, sizes.OutputProjector,
            static own => new OutputProjection.OutputProjectionModel(own));
        Write(draft, BundlePartKind.DuplexPredictor, sizes.DuplexPredictor, static own => new Duplex.DuplexPredictor(own));
    }

    private static void Write<TConfiguration>(
        BundleDraft draft, BundlePartKind kind, TConfiguration configuration, Func<TConfiguration, nn.Module> make)
    {
        var folder = Directory.CreateDirectory(Path.Combine(draft.Folder, MinmoBundleFolder.FolderOf(kind))).FullName;
        using (var module = make(configuration))
        {
            ModuleFolder.Save(module, configuration, folder, ElementType.Float16);
        }

        draft.Add(Describe(kind, BundlePartFormat.Module, folder) with
        {
            Path = MinmoBundleFolder.FolderOf(kind),
            Licence = "Apache-2.0",
            Source = "random weights, to be trained",
        });
    }

    private static BundlePart Describe(BundlePartKind kind, BundlePartFormat format, string folder)
    {
        PartInspection.Inspect(format, folder);
        return new BundlePart
        {
            Kind = kind,
            Format = format,
            Path = folder,
            Licence = OwnTerms,
            Source = folder,
            Files = [.. BundleComposition.FilesOf(format, folder)],
        };
    }
}
