using MinMo.Models.Bundles;
using MinMo.Models.Checkpoints;
using MinMo.Models.Duplex;
using MinMo.Models.SpeechTokens;
using MinMo.Testing.Weights;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Loop;
using MinMo.Training.Plans;
using MinMo.Training.Tests.Corpora.Speech;

namespace MinMo.Training.Tests.Plans;

/// <summary>The plan of <c>nano-en</c> from no file to a bundle, with a handful of recordings and two steps a stage.</summary>
public sealed class WholePlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void From_nothing_every_stage_leaves_measures_and_the_bundle_opens()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/espeak-ng"), "espeak-ng is not installed");
        Assert.SkipUnless(File.Exists("/usr/bin/flite"), "flite is not installed");
        var plan = NanoEnglishPlan.Of(Agent, TrainingScale.Trial);
        var workspace = new TrainingWorkspace(_folder.Path);

        var outcome = plan.Run(Run(workspace), only: null);

        Assert.Equal(StageOutcome.Done, outcome);
        Assert.All(plan.Stages, stage => Assert.True(workspace.Stage(stage.Name).IsDone, stage.Name));
        Assert.All(
            plan.Stages.OfType<GradientStage>(),
            stage => Assert.NotEmpty(File.ReadAllText(workspace.Stage(stage.Name).MetricsFile)));
        var folder = BundleStage.FolderOf(workspace);
        var bundle = new Bundle(folder, BundleManifest.Read(folder));
        Assert.Equal(BundleFamily.Minmo.Parts.Order(), bundle.Manifest.Parts.Select(static part => part.Kind).Order());
        Assert.InRange(bundle.TotalBytes, 30_000_000, 40_000_000);
        using var predictor = DuplexPredictor.Load(bundle.PathOf(bundle.Part(BundlePartKind.DuplexPredictor)));

        var again = plan.Run(Run(workspace), only: null);

        Assert.Equal(StageOutcome.Done, again);
    }

    [Fact]
    public void A_bundle_of_another_size_goes_through_the_four_stages_and_comes_out_aligned()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/espeak-ng"), "espeak-ng is not installed");
        Assert.SkipUnless(File.Exists("/usr/bin/flite"), "flite is not installed");
        var store = new BundleStore(Path.Combine(_folder.Path, "home"));
        TinyMinmo.Write(Path.Combine(store.BundlesFolder, "tiny"), "tiny");
        var tokens = Path.Combine(_folder.Path, "speech-tokenizer");
        using (var tokenizer = new SpeechTokenizer(new SpeechTokenizerConfiguration()))
        {
            ModuleFolder.Save(
                tokenizer, tokenizer.Configuration, Directory.CreateDirectory(Path.Combine(tokens, "tokenizer")).FullName);
        }

        var before = Assert.IsType<MinmoBundle>(store.Resolve("tiny"));
        var plan = AlignmentPlan.Of(before, tokens, Agent, TrainingScale.Trial);
        var workspace = new TrainingWorkspace(Path.Combine(_folder.Path, "work"));

        var outcome = plan.Run(Run(workspace), only: null);

        Assert.Equal(StageOutcome.Done, outcome);
        Assert.Equal(
            ["1a", "1b", "1c", "2", "3", "4"], plan.Stages.OfType<GradientStage>().Select(static stage => stage.Name));
        var folder = BundleStage.FolderOf(workspace);
        var after = new Bundle(folder, BundleManifest.Read(folder));
        Assert.Equal("tiny-aligned", after.Name);
        Assert.All(
            [BundlePartKind.SpeechEncoder, BundlePartKind.InputProjector, BundlePartKind.DuplexPredictor, BundlePartKind.OutputProjector],
            kind => Assert.True(Differs(store.Open("tiny"), after, kind), $"{kind} is as it was"));
        Assert.False(Differs(store.Open("tiny"), after, BundlePartKind.Vocoder), "the vocoder is not trained here");
    }

    private static bool Differs(Bundle before, Bundle after, BundlePartKind kind)
    {
        static byte[] Weights(Bundle bundle, BundlePartKind kind)
            => File.ReadAllBytes(Path.Combine(bundle.PathOf(bundle.Part(kind)), "model.safetensors"));
        var (old, changed) = (Weights(before, kind), Weights(after, kind));
        Assert.Equal(old.Length, changed.Length);
        return !old.AsSpan().SequenceEqual(changed);
    }

    private static OwnedSpeaker Agent() => new(new EspeakSpeaker("en-us", "m3"), new Nothing());

    private static StageRun Run(TrainingWorkspace workspace) => new(
        workspace, new TrainingBudget(TimeProvider.System, null, TestContext.Current.CancellationToken),
        new Progress<TrainingProgress>());

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
