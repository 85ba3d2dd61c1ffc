using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;
using MinMo.Testing.Weights;

namespace MinMo.Models.Tests.Bundles;

public sealed class LanguageAdaptersTests : IDisposable
{
    private readonly TinyWeights _weights = new();
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("minmo-home-");

    public LanguageAdaptersTests()
    {
        _weights.RestoreActivations();
        new BundleImport(new BundleStore(_home.FullName)).ImportWeights("tiny", "tiny parts", _weights.Known(), _weights.Folder);
    }

    private string Shipped => Path.Combine(_home.FullName, "shipped");

    private string Skills => Path.Combine(Shipped, "tiny-skills");

    public void Dispose()
    {
        _weights.Dispose();
        _home.Delete(recursive: true);
    }

    [Fact]
    public void The_adapter_that_ships_is_taken_if_it_was_trained_on_the_weights_of_the_bundle()
    {
        TinyAdapter.Write(Skills, new BundleStore(_home.FullName).Open("tiny").Part(BundlePartKind.LanguageModel).Fingerprint());

        Assert.Equal(Skills, Resolve(adapter: null));
        Assert.Null(Resolve(adapter: LanguageAdapters.None));
    }

    [Fact]
    public void An_adapter_of_other_weights_is_taken_only_when_it_is_named()
    {
        TinyAdapter.Write(Skills, fingerprint: new string('0', 64));

        Assert.Null(Resolve(adapter: null));
        Assert.Equal(Skills, Resolve(adapter: Skills));
    }

    [Fact]
    public void Without_an_adapter_the_model_is_bare() => Assert.Null(Resolve(adapter: null));

    [Fact]
    public void A_folder_without_an_adapter_is_refused()
        => Assert.Throws<BundleFormatException>(() => Resolve(adapter: _home.FullName));

    private string? Resolve(string? adapter)
        => ((CascadeBundle)new BundleStore(_home.FullName, Shipped, adapter).Resolve("tiny")).AdapterFolder;
}
