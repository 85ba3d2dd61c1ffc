using MinMo.Models.Checkpoints;

namespace MinMo.Models.Bundles.Installing;

/// <summary>Writes a bundle of the family <c>minmo</c> out of trained parts, in half precision.</summary>
public static class MinmoBundleFolder
{
    private const string WeightsFile = "model.safetensors";

    /// <summary>Copies the parts into one folder and describes them.</summary>
    /// <param name="folder">Written anew; files that are no part of it (a model card) stay.</param>
    /// <param name="name">The bundle's name.</param>
    /// <param name="about">One line for people.</param>
    /// <param name="parts">What it is written from.</param>
    /// <exception cref="BundleFormatException">A part is missing or is not what it should be.</exception>
    public static Bundle Write(string folder, string name, string about, MinmoBundleParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var written = BundleFamily.Minmo.Parts.Select(kind => WritePart(folder, kind, parts));
        var manifest = new BundleManifest
        {
            Name = name,
            Family = BundleFamily.Minmo.Name,
            About = about,
            ReadsWrittenText = parts.ReadsWrittenText,
            Parts = [.. written],
        };
        manifest.Write(folder);
        return new Bundle(Path.GetFullPath(folder), BundleManifest.Read(folder));
    }

    private static string PathOf(MinmoBundleParts parts, BundlePartKind kind, string folder)
        => parts.Folders.TryGetValue(kind, out var path) && Directory.Exists(path)
            ? path
            : throw new BundleFormatException(folder, $"the part {kind} is missing: '{path}' is no folder");

    private static BundlePart WritePart(string bundle, BundlePartKind kind, MinmoBundleParts parts)
    {
        var source = PathOf(parts, kind, bundle);
        var relative = FolderOf(kind);
        var target = Path.Combine(bundle, relative);
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source, "*.json"))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        if (kind == BundlePartKind.LanguageModel && parts.Tokenizer is { } tokenizer)
        {
            File.Copy(tokenizer, Path.Combine(target, "tokenizer.json"), overwrite: true);
        }

        WriteHalf(Path.Combine(source, WeightsFile), Path.Combine(target, WeightsFile));
        var format = kind == BundlePartKind.LanguageModel ? BundlePartFormat.Safetensors : BundlePartFormat.Module;
        PartInspection.Inspect(format, target);
        return new BundlePart
        {
            Kind = kind,
            Format = format,
            Path = relative,
            Licence = parts.Licence,
            Source = "trained by the scripts of MinMo.Orleans",
            Files = [.. Directory.EnumerateFiles(target).Order(StringComparer.Ordinal)
                .Select(file => FileHash.Describe(target, file))],
        };
    }

    /// <summary>The folder of a part inside such a bundle.</summary>
    internal static string FolderOf(BundlePartKind kind) => kind switch
    {
        BundlePartKind.SpeechEncoder => "speech-encoder",
        BundlePartKind.InputProjector => "input-projector",
        BundlePartKind.LanguageModel => "language-model",
        BundlePartKind.DuplexPredictor => "duplex-predictor",
        BundlePartKind.OutputProjector => "output-projector",
        BundlePartKind.VoiceLanguageModel => "voice-language-model",
        BundlePartKind.MelDecoder => "mel-decoder",
        BundlePartKind.Vocoder => "vocoder",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no part of the family minmo"),
    };

    private static void WriteHalf(string source, string target)
    {
        using var checkpoint = SafetensorsFile.Open(source);
        var writer = new SafetensorsWriter();
        foreach (var (name, entry) in checkpoint.Tensors.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            var values = new float[entry.ElementCount];
            checkpoint.ReadFloat32(name, values);
            var halves = new Half[values.Length];
            System.Numerics.Tensors.TensorPrimitives.ConvertToHalf(values, halves);
            writer.Add(
                name, ElementType.Float16, entry.Shape.AsSpan(), System.Runtime.InteropServices.MemoryMarshal.AsBytes<Half>(halves));
        }

        writer.Save(target);
    }
}
