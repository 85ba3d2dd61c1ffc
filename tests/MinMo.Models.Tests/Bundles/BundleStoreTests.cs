using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;
using MinMo.Testing.Weights;

namespace MinMo.Models.Tests.Bundles;

public sealed class BundleStoreTests : IDisposable
{
    private readonly TinyWeights _weights = new();
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("minmo-home-");

    public BundleStoreTests() => _weights.RestoreActivations();

    private BundleStore Store => new(_home.FullName);

    public void Dispose()
    {
        _weights.Dispose();
        _home.Delete(recursive: true);
    }

    [Fact]
    public void Imported_bundle_is_listed_verified_and_resolved()
    {
        Import("tiny");

        Assert.Equal(["tiny"], Store.Names());
        Assert.Equal("tiny", Store.DefaultName());
        Assert.All(BundleVerification.Verify(Store.Open("tiny")), static verdict => Assert.True(verdict.Ok, verdict.Detail));
        var resolved = Assert.IsType<CascadeBundle>(Store.Resolve("tiny"));
        Assert.True(File.Exists(Path.Combine(resolved.EarsFolder, "model.safetensors")));
        Assert.True(File.Exists(Path.Combine(resolved.LanguageModelPath, "config.json")));
        Assert.StartsWith(_home.FullName, resolved.CacheFolder, StringComparison.Ordinal);
        Assert.Equal(22_050, Store.Open("tiny").Part(BundlePartKind.Voice).SampleRateHz);
    }

    [Theory]
    [InlineData("ears", "model.safetensors")]
    [InlineData("language", "tokenizer.json")]
    [InlineData("voice", "tiny.onnx")]
    public void Changed_file_is_refused_at_import_and_found_later(string part, string file)
    {
        var known = _weights.Known();
        Import("tiny");
        Flip(Path.Combine(Store.BundlesFolder, "tiny", part, file));
        Flip(Path.Combine(_weights.Folder, part, file));

        var refusal = Assert.Throws<BundleFormatException>(
            () => new BundleImport(Store).ImportWeights("other", "tiny parts", known, _weights.Folder));
        var verdicts = BundleVerification.Verify(Store.Open("tiny")).ToList();

        Assert.Contains("sha256", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["tiny"], Store.Names());
        var bad = Assert.Single(verdicts, static verdict => !verdict.Ok);
        Assert.Contains(file, bad.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_files_are_named_together()
    {
        var known = _weights.Known();
        File.Delete(Path.Combine(_weights.Folder, "ears", "config.json"));
        File.Delete(Path.Combine(_weights.Folder, "activity", "silero_vad.onnx"));

        var refusal = Assert.Throws<BundleFormatException>(
            () => new BundleImport(Store).ImportWeights("tiny", "tiny parts", known, _weights.Folder));

        Assert.Contains(Path.Combine("ears", "config.json"), refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("activity", "silero_vad.onnx"), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_import_leaves_the_bundle_that_was_there()
    {
        var known = _weights.Known();
        Import("tiny");
        Flip(Path.Combine(_weights.Folder, "voice", "tiny.onnx"));

        Assert.Throws<BundleFormatException>(() => new BundleImport(Store).ImportWeights("tiny", "other", known, _weights.Folder));

        Assert.Equal("tiny parts", Store.Open("tiny").Manifest.About);
        Assert.All(BundleVerification.Verify(Store.Open("tiny")), static verdict => Assert.True(verdict.Ok, verdict.Detail));
        Assert.Single(Directory.EnumerateFileSystemEntries(Store.BundlesFolder));
    }

    [Fact]
    public void New_import_replaces_the_bundle_and_what_was_built_from_it()
    {
        Import("tiny");
        var cache = Store.Resolve("tiny").CacheFolder;
        Directory.CreateDirectory(cache);

        Import("tiny");

        Assert.False(Directory.Exists(cache));
        Assert.Single(Directory.EnumerateFileSystemEntries(Store.BundlesFolder));
    }

    [Fact]
    public void Bundle_of_a_folder_can_be_imported_under_another_name()
    {
        Import("tiny");

        new BundleImport(Store, links: true).Import("copy", Path.Combine(Store.BundlesFolder, "tiny"));
        Store.Remove("tiny");

        Assert.Equal(["copy"], Store.Names());
        Assert.All(BundleVerification.Verify(Store.Open("copy")), static verdict => Assert.True(verdict.Ok, verdict.Detail));
    }

    [Fact]
    public void Linked_import_takes_no_room()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "hard links are made on Linux and macOS only");
        new BundleImport(Store, links: true).ImportWeights("tiny", "tiny parts", _weights.Known(), _weights.Folder);

        File.AppendAllText(Path.Combine(_weights.Folder, "voice", "tiny.onnx.json"), " ");

        Assert.Contains(BundleVerification.Verify(Store.Open("tiny")), static verdict => !verdict.Ok);
    }

    [Fact]
    public void Removed_bundle_is_gone_with_its_cache()
    {
        Import("tiny");
        Directory.CreateDirectory(Store.Resolve("tiny").CacheFolder);

        Store.Remove("tiny");

        Assert.Empty(Store.Names());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_home.FullName, "cache")));
        Assert.Throws<BundleNotInstalledException>(() => Store.Resolve("tiny"));
    }

    [Fact]
    public void Lite_english_is_the_default_among_several()
    {
        Import("a");
        Import("b");
        Assert.Throws<BundleNotInstalledException>(() => Store.DefaultName());

        Import(LiteEnglish.Name);

        Assert.Equal(LiteEnglish.Name, Store.DefaultName());
    }

    [Theory]
    [InlineData("")]
    [InlineData("../outside")]
    [InlineData("UPPER")]
    [InlineData(".hidden")]
    public void Name_that_is_no_folder_name_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => Store.Begin(name));
        Assert.False(Store.Has(name));
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2")]
    [InlineData("\"family\": \"cascade\"", "\"family\": \"other\"")]
    [InlineData("\"path\": \"silero_vad.onnx\"", "\"path\": \"../../silero_vad.onnx\"")]
    [InlineData("\"kind\": \"voice\"", "\"kind\": \"ears\"")]
    [InlineData("\"kind\": \"voice\"", "\"kind\": \"nose\"")]
    [InlineData("{", "[")]
    public void Description_that_does_not_hold_is_refused(string stated, string changed)
    {
        Import("tiny");
        var path = Path.Combine(Store.BundlesFolder, "tiny", BundleManifest.FileName);
        var text = File.ReadAllText(path);
        Assert.Contains(stated, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(stated, changed, StringComparison.Ordinal));

        Assert.Throws<BundleFormatException>(() => Store.Open("tiny"));
    }

    private void Import(string name) => new BundleImport(Store).ImportWeights(name, "tiny parts", _weights.Known(), _weights.Folder);

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
