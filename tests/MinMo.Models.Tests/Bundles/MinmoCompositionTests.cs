using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;
using MinMo.Models.Checkpoints;
using MinMo.Models.Duplex;
using MinMo.Models.InputProjection;
using MinMo.Models.OutputProjection;
using MinMo.Testing.Weights;

namespace MinMo.Models.Tests.Bundles;

public sealed class MinmoCompositionTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("minmo-home-");
    private readonly DirectoryInfo _parts = Directory.CreateTempSubdirectory("minmo-parts-");

    public MinmoCompositionTests() => TinyMinmo.Write(_parts.FullName);

    private BundleStore Store => new(_home.FullName);

    private MinmoSources Sources => new(Path.Combine(_parts.FullName, "language-model"), _parts.FullName, _parts.FullName);

    public void Dispose()
    {
        _home.Delete(recursive: true);
        _parts.Delete(recursive: true);
    }

    [Fact]
    public void New_parts_fit_between_those_that_were_there()
    {
        new MinmoComposition(Store).Compose("mine", Sources);

        var bundle = Assert.IsType<MinmoBundle>(Store.Resolve("mine"));
        Assert.All(BundleVerification.Verify(Store.Open("mine")), static verdict => Assert.True(verdict.Ok, verdict.Detail));
        Assert.Equal(Sources.LanguageModel, bundle.LanguageModelFolder);
        Assert.Equal(Path.Combine(_parts.FullName, "speech-encoder"), bundle.SpeechEncoderFolder);
        using var projector = new InputProjector(ModuleFolder.Configuration<InputProjectorConfiguration>(bundle.InputProjectorFolder));
        ModuleFolder.Load(projector, bundle.InputProjectorFolder);
        using var projection = OutputProjectionModel.Load(bundle.OutputProjectorFolder);
        using var predictor = DuplexPredictor.Load(bundle.DuplexPredictorFolder);
        Assert.Equal((32, 32), (projector.Configuration.Inputs, projector.Configuration.Width));
        Assert.Equal((32, 32), (projection.Configuration.LanguageWidth, projection.Configuration.VoiceWidth));
        Assert.Equal(32, predictor.Configuration.LanguageWidth);
    }

    [Fact]
    public void New_parts_are_in_half_precision()
    {
        var bundle = new MinmoComposition(Store).Compose("mine", Sources);

        var projector = bundle.Manifest.Parts.Single(static part => part.Kind == BundlePartKind.InputProjector);
        using var weights = Checkpoint.Open(bundle.PathOf(projector));
        Assert.All(weights.Tensors.Values, static tensor => Assert.Equal(ElementType.Float16, tensor.Type));
    }

    [Fact]
    public void A_folder_without_an_encoder_of_minmo_is_no_ears()
    {
        Assert.True(MinmoSources.IsEars(_parts.FullName));
        Assert.False(MinmoSources.IsEars(Sources.LanguageModel));
        var error = Assert.Throws<BundleFormatException>(
            () => new MinmoComposition(Store).Compose("mine", Sources with { Ears = Sources.LanguageModel }));
        Assert.Contains("no speech encoder", error.Message, StringComparison.Ordinal);
    }
}
