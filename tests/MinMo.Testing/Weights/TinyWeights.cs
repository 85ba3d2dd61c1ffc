using System.Security.Cryptography;
using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Hub;
using MinMo.Models.Bundles.Installing;
using MinMo.Testing.Goldens;

namespace MinMo.Testing.Weights;

/// <summary>Weights of every kind of part, a few kilobytes each, laid out as the real ones: for everything that installs
/// and checks models. The detector runs and takes what is loud for speech; the voice does not run.</summary>
public sealed class TinyWeights : IDisposable
{
    private static readonly (BundlePartKind Kind, BundlePartFormat Format, string Folder)[] Layout =
    [
        (BundlePartKind.Ears, BundlePartFormat.Whisper, "ears"),
        (BundlePartKind.LanguageModel, BundlePartFormat.Safetensors, "language"),
        (BundlePartKind.Voice, BundlePartFormat.Piper, "voice"),
        (BundlePartKind.TurnEnd, BundlePartFormat.SmartTurn, "turn"),
        (BundlePartKind.VoiceActivity, BundlePartFormat.Silero, "activity"),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("minmo-weights-");

    /// <summary>Writes them to a temporary folder, which <see cref="Dispose"/> deletes.</summary>
    public TinyWeights()
    {
        Copy(GoldenFolders.Of("whisper", "checkpoints", "english"), "ears");
        Copy(TinyQwen.Folder, "language");
        foreach (var folder in (string[])["voice", "turn", "activity"])
        {
            Directory.CreateDirectory(Path.Combine(Folder, folder));
        }

        TinyOnnx.WriteVoice(Path.Combine(Folder, "voice", "tiny.onnx"));
        File.WriteAllText(
            Path.Combine(Folder, "voice", "tiny.onnx.json"),
            """
            {"audio":{"sample_rate":22050},"espeak":{"voice":"en-us"},"phoneme_id_map":{"_":[0],"^":[1],"$":[2]},
             "inference":{"noise_scale":0.6,"length_scale":1,"noise_w":0.8},"num_speakers":1}
            """);
        TinyOnnx.WriteQuantizedTurnModel(
            Path.Combine(Folder, "turn", "smart-turn-v3.2-cpu.onnx"),
            [.. Enumerable.Range(0, 800).Select(static i => (sbyte)((i % 255) - 127))],
            0.01f);
        TinyOnnx.WriteSilero(Path.Combine(Folder, "activity", "silero_vad.onnx"));
    }

    /// <summary>One folder for each part: ears, language, voice, turn, activity.</summary>
    public string Folder => _folder.FullName;

    /// <summary>They, byte for byte, as something that can be imported. The published turn model alone would not do:
    /// <see cref="RestoreActivations"/> first.</summary>
    public IReadOnlyList<KnownPart> Known() => [.. Layout.Select(part =>
        new KnownPart(part.Kind, part.Format, part.Folder, "MIT", "made for tests") { Files = [.. FilesOf(part.Folder)] })];

    /// <summary>They as something that a <see cref="Hub.FakeHub"/> publishes under <c>tiny/PART</c>.</summary>
    public IReadOnlyList<PublishedPart> Published() => [.. Layout.Select(part =>
        new PublishedPart(part.Kind, part.Format, part.Folder, "MIT", "made for tests")
        {
            Files = [.. FilesOf(part.Folder).Select(file => HubFile.OfHub($"tiny/{part.Folder}", "main", file.Path))],
            ApproximateBytes = FilesOf(part.Folder).Sum(static file => file.Bytes),
        })];

    /// <summary>Makes the turn model's variant with float activations, as an importable folder has it.</summary>
    public void RestoreActivations() => Models.SmartTurn.SmartTurnFloatGraph.Write(
        Path.Combine(Folder, "turn", "smart-turn-v3.2-cpu.onnx"), Path.Combine(Folder, "turn", "smart-turn-v3.2-float.onnx"));

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<BundleFile> FilesOf(string part)
        => Directory.EnumerateFiles(Path.Combine(Folder, part)).Order(StringComparer.Ordinal).Select(static path => new BundleFile(
            Path.GetFileName(path),
            new FileInfo(path).Length,
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))));

    private void Copy(string source, string target)
    {
        Directory.CreateDirectory(Path.Combine(Folder, target));
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(Folder, target, Path.GetFileName(file)));
        }
    }
}
