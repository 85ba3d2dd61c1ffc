using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;
using MinMo.Models.CosyVoice;
using MinMo.Testing.Files;
using MinMo.Testing.Weights;

namespace MinMo.Models.Tests.Bundles;

public sealed class CosyVoicePartTests : IDisposable
{
    private readonly TinyWeights _weights = new();
    private readonly TemporaryFolder _folder = new();

    public CosyVoicePartTests()
    {
        _weights.RestoreActivations();
        new BundleImport(Store).ImportWeights("tiny", "tiny parts", _weights.Known(), _weights.Folder);
        TinyCosyVoice.Write(Voice);
    }

    private BundleStore Store => new(_folder.Of("home"));

    private string Voice => _folder.Of("CosyVoice2-tiny");

    public void Dispose()
    {
        _weights.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_folder_in_the_published_layout_becomes_the_voice()
    {
        var part = Compose().Part(BundlePartKind.Voice);

        var resolved = Assert.IsType<CascadeBundle>(Store.Resolve("mine"));
        Assert.Equal((Voice, BundlePartFormat.CosyVoice2), (resolved.VoiceFolder, resolved.VoiceFormat));
        Assert.Equal(24_000, part.SampleRateHz);
        Assert.Contains(part.Files, static file => file.Path.Replace('\\', '/') == "CosyVoice-BlankEN/vocab.json");
        Assert.All(BundleVerification.Verify(Store.Open("mine")), static verdict => Assert.True(verdict.Ok, verdict.Detail));
    }

    [Theory]
    [InlineData(CosyVoiceFiles.LanguageModel)]
    [InlineData("hift.pt")]
    [InlineData("flow.pt")]
    [InlineData("CosyVoice-BlankEN/vocab.json")]
    public void A_folder_that_lacks_a_file_is_refused(string file)
    {
        File.Delete(Path.Combine(Voice, file));

        Assert.Throws<BundleFormatException>(Compose);
    }

    [Fact]
    public void A_recording_to_imitate_needs_the_models_that_hear_it()
    {
        File.WriteAllText(Path.Combine(Voice, "prompt.wav"), "not looked at");

        Assert.Contains("campplus.onnx", Assert.Throws<BundleFormatException>(Compose).Message, StringComparison.Ordinal);
    }

    private Bundle Compose() => new BundleComposition(Store).Compose(
        "mine", "tiny", new Dictionary<BundlePartKind, string> { [BundlePartKind.Voice] = Voice });
}
