using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;
using MinMo.Testing.Files;
using MinMo.Testing.Weights;

namespace MinMo.Models.Tests.Bundles;

/// <summary>Bundles that ship with the program, and the family <c>minmo</c>.</summary>
public sealed class ShippedBundleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private BundleStore Store => new(Path.Combine(_folder.Path, "home"), Shipped);

    private string Shipped => Path.Combine(_folder.Path, "models");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_bundle_that_ships_is_there_without_being_installed()
    {
        Ship(NanoEnglish.Name);

        Assert.Equal([NanoEnglish.Name], Store.Names());
        Assert.True(Store.Has(NanoEnglish.Name));
        Assert.False(Store.IsInstalled(NanoEnglish.Name));
        var bundle = Assert.IsType<MinmoBundle>(Store.Resolve(NanoEnglish.Name));
        Assert.Equal(Path.Combine(Shipped, NanoEnglish.Name, "vocoder"), bundle.VocoderFolder);
    }

    [Fact]
    public void What_ships_is_the_default_where_nothing_is_installed()
    {
        Ship(NanoEnglish.Name);

        Assert.Equal(NanoEnglish.Name, Store.DefaultName());
    }

    [Fact]
    public void What_is_installed_is_preferred_to_what_ships()
    {
        Ship(NanoEnglish.Name);
        Install("mine");

        Assert.Equal("mine", Store.DefaultName());
        Assert.Equal(["mine", NanoEnglish.Name], Store.Names());
    }

    [Fact]
    public void What_ships_cannot_be_removed()
    {
        Ship(NanoEnglish.Name);

        Assert.Throws<BundleNotInstalledException>(() => Store.Remove(NanoEnglish.Name));
        Assert.True(Store.Has(NanoEnglish.Name));
    }

    [Fact]
    public void A_part_is_written_in_half_precision_and_checked()
    {
        var bundle = Ship(NanoEnglish.Name);

        Assert.All(BundleVerification.Verify(bundle), static verdict => Assert.True(verdict.Ok, verdict.Detail));
        using var written = Models.Checkpoints.SafetensorsFile.Open(Path.Combine(Shipped, NanoEnglish.Name, "vocoder", "model.safetensors"));
        Assert.Equal(Models.Checkpoints.ElementType.Float16, written.Tensors["weight"].Type);
        var values = new float[3];
        written.ReadFloat32("weight", values);
        Assert.Equal([0.5f, -2f, 0.25f], values);
    }

    [Fact]
    public void A_bundle_of_the_family_minmo_can_be_imported()
    {
        Ship("other");

        new BundleImport(Store).Import("other-again", Path.Combine(Shipped, "other"));

        Assert.IsType<MinmoBundle>(Store.Resolve("other-again"));
    }

    [Fact]
    public void A_part_of_a_bundle_that_ships_can_be_exchanged()
    {
        Ship(NanoEnglish.Name);
        var vocoder = Parts()[BundlePartKind.Vocoder];

        new BundleComposition(Store).Compose(
            "mine", NanoEnglish.Name, new Dictionary<BundlePartKind, string> { [BundlePartKind.Vocoder] = vocoder });

        var bundle = Assert.IsType<MinmoBundle>(Store.Resolve("mine"));
        Assert.Equal(vocoder, bundle.VocoderFolder);
        Assert.Equal(Path.Combine(Shipped, NanoEnglish.Name, "mel-decoder"), bundle.MelDecoderFolder);
    }

    [Fact]
    public void A_missing_part_is_named()
    {
        var parts = Parts().Where(static part => part.Key != BundlePartKind.MelDecoder).ToDictionary();

        var refusal = Assert.Throws<BundleFormatException>(
            () => MinmoBundleFolder.Write(Path.Combine(Shipped, "x"), "x", "about", new MinmoBundleParts(parts, "Apache-2.0")));

        Assert.Contains(nameof(BundlePartKind.MelDecoder), refusal.Message, StringComparison.Ordinal);
    }

    private Bundle Ship(string name)
        => MinmoBundleFolder.Write(Path.Combine(Shipped, name), name, "made for tests", new MinmoBundleParts(Parts(), "Apache-2.0"));

    private void Install(string name)
    {
        using var draft = Store.Begin(name, BundleFamily.Minmo);
        var made = MinmoBundleFolder.Write(draft.Folder, name, "made for tests", new MinmoBundleParts(Parts(), "Apache-2.0"));
        foreach (var part in made.Manifest.Parts)
        {
            draft.Add(part);
        }

        draft.Commit("made for tests");
    }

    private Dictionary<BundlePartKind, string> Parts()
    {
        var module = Directory.CreateDirectory(Path.Combine(_folder.Path, "part")).FullName;
        File.WriteAllText(Path.Combine(module, "config.json"), "{}");
        var writer = new Models.Checkpoints.SafetensorsWriter();
        writer.Add("weight", [3], [0.5f, -2f, 0.25f]);
        writer.Save(Path.Combine(module, "model.safetensors"));
        return BundleFamily.Minmo.Parts.ToDictionary(
            static kind => kind, kind => kind == BundlePartKind.LanguageModel ? TinyQwen.Folder : module);
    }
}
