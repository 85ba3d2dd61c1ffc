using MinMo.Cli.Evaluate;
using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;
using MinMo.Testing.Weights;
using MinMo.Training.Judges;

namespace MinMo.Cli.Tests.Evaluate;

public sealed class JudgingVoicesTests : IDisposable
{
    private readonly PublicCheckpoints _checkpoints = new();
    private readonly CommandLineRun _run = new();

    public void Dispose()
    {
        _run.Dispose();
        _checkpoints.Dispose();
    }

    [Fact]
    public async Task The_ears_that_the_bundle_has_judge()
    {
        var store = new BundleStore(_run.Home);
        _checkpoints.InstallBase(store, "base");
        new BundleComposition(store).Compose(
            LiteEnglish.Name, "base", new Dictionary<BundlePartKind, string> { [BundlePartKind.Ears] = PublicCheckpoints.Ears });
        await using var voices = new JudgingVoices(_run.Around(), TimeProvider.System);

        var ears = voices.Ears();
        var heard = await ears.ListenAsync([PublicCheckpoints.Caller()], TestContext.Current.CancellationToken);

        Assert.IsType<SenseVoiceJudge>(ears);
        Assert.Equal(PublicCheckpoints.CallerWords, Assert.Single(heard).TrimEnd('.'));
    }
}
