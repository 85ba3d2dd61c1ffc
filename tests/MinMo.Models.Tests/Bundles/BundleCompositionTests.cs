using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;
using MinMo.Models.Checkpoints.Gguf;
using MinMo.Models.Language;
using MinMo.Models.Tokenization;
using MinMo.Testing.Goldens;
using MinMo.Testing.Weights;

namespace MinMo.Models.Tests.Bundles;

public sealed class BundleCompositionTests : IDisposable
{
    private readonly TinyWeights _weights = new();
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("minmo-home-");

    public BundleCompositionTests()
    {
        _weights.RestoreActivations();
        new BundleImport(Store).ImportWeights("tiny", "tiny parts", _weights.Known(), _weights.Folder);
    }

    private BundleStore Store => new(_home.FullName);

    public void Dispose()
    {
        _weights.Dispose();
        _home.Delete(recursive: true);
    }

    [Fact]
    public void Qwen_gguf_becomes_the_language_model()
    {
        var file = Path.Combine(_weights.Folder, "qwen2.5-tiny.gguf");
        TinyQwen.WriteGguf(file);

        Compose(BundlePartKind.LanguageModel, file);

        var resolved = Resolve("mine");
        Assert.Equal(file, resolved.LanguageModelPath);
        Assert.Equal(Resolve("tiny").EarsFolder, resolved.EarsFolder);
        Assert.All(BundleVerification.Verify(Store.Open("mine")), static verdict => Assert.True(verdict.Ok, verdict.Detail));
        Assert.Equal(["mine"], Store.DependentsOf("tiny"));
    }

    [Theory]
    [InlineData("trained", "model.onnx")]
    [InlineData("tiny", "model.pt")]
    public void Sense_voice_becomes_the_ears(string checkpoint, string network)
    {
        var folder = GoldenFolders.Of("sensevoice", "checkpoints", checkpoint);

        Compose(BundlePartKind.Ears, folder);

        var resolved = Resolve("mine");
        Assert.Equal((folder, BundlePartFormat.SenseVoice), (resolved.EarsFolder, resolved.EarsFormat));
        Assert.Equal(BundlePartFormat.Whisper, Resolve("tiny").EarsFormat);
        var ears = Store.Open("mine").Manifest.Parts.Single(part => part.Kind == BundlePartKind.Ears);
        Assert.Contains(ears.Files, file => file.Path == network);
        Assert.Contains(ears.Files, file => file.Path == "am.mvn");
        Assert.EndsWith(network, PartInspection.Inspect(BundlePartFormat.SenseVoice, folder).Description, StringComparison.Ordinal);
        Assert.All(BundleVerification.Verify(Store.Open("mine")), static verdict => Assert.True(verdict.Ok, verdict.Detail));
    }

    [Fact]
    public void Gguf_and_folder_of_one_model_are_the_same_to_a_reader()
    {
        var file = Path.Combine(_weights.Folder, "qwen2.5-tiny.gguf");
        TinyQwen.WriteGguf(file);

        using var gguf = DecoderCheckpoint.Open(file);
        using var folder = DecoderCheckpoint.Open(TinyQwen.Folder);
        var text = "Hello, what is the time? 12 o'clock.";

        Assert.Equal(folder.Configuration.NormEpsilon, gguf.Configuration.NormEpsilon, 1e-12); // GGUF keeps 4 bytes of it
        Assert.Equal(folder.Configuration, gguf.Configuration with { NormEpsilon = folder.Configuration.NormEpsilon });
        Assert.Equal(
            BytePairTokenizer.Open(TinyQwen.Folder).Encode(text),
            BytePairTokenizer.FromGguf(((GgufDecoderCheckpoint)gguf.Weights).File).Encode(text));
    }

    [Fact]
    public void Folder_with_one_gguf_file_means_that_file()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_weights.Folder, "gguf"));
        TinyQwen.WriteGguf(Path.Combine(folder.FullName, "model.gguf"));

        Compose(BundlePartKind.LanguageModel, folder.FullName);

        Assert.Equal(Path.Combine(folder.FullName, "model.gguf"), Resolve("mine").LanguageModelPath);
    }

    [Fact]
    public void Uncut_voice_is_copied_and_cut_and_its_own_folder_stays_as_it_is()
    {
        var voice = Path.Combine(_weights.Folder, "voice");
        var before = Directory.GetFiles(voice);

        Compose(BundlePartKind.Voice, voice);

        Assert.Equal(before.Order(StringComparer.Ordinal), Directory.GetFiles(voice).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(Resolve("mine").VoiceFolder, "encoder.onnx")));
    }

    [Theory]
    [InlineData(BundlePartKind.LanguageModel, "ears")]
    [InlineData(BundlePartKind.LanguageModel, "voice")]
    [InlineData(BundlePartKind.Ears, "language")]
    [InlineData(BundlePartKind.Voice, "ears")]
    [InlineData(BundlePartKind.Voice, "nowhere")]
    public void Part_of_another_kind_is_refused(BundlePartKind kind, string folder)
    {
        var refusal = Assert.Throws<BundleFormatException>(() => Compose(kind, Path.Combine(_weights.Folder, folder)));

        Assert.Contains(folder, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["tiny"], Store.Names());
    }

    [Fact]
    public void Part_that_has_gone_is_named_when_the_bundle_is_resolved()
    {
        var file = Path.Combine(_weights.Folder, "qwen2.5-tiny.gguf");
        TinyQwen.WriteGguf(file);
        Compose(BundlePartKind.LanguageModel, file);
        File.Delete(file);

        var refusal = Assert.Throws<BundleFormatException>(() => Store.Resolve("mine"));

        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
    }

    private void Compose(BundlePartKind kind, string path)
        => new BundleComposition(Store).Compose("mine", "tiny", new Dictionary<BundlePartKind, string> { [kind] = path });

    private CascadeBundle Resolve(string name) => Assert.IsType<CascadeBundle>(Store.Resolve(name));
}
