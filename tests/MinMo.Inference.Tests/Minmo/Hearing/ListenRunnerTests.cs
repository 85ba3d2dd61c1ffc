using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Inference.Engine;
using MinMo.Inference.Lanes;
using MinMo.Inference.Language;
using MinMo.Inference.Minmo;
using MinMo.Inference.Minmo.Hearing;
using MinMo.Inference.Planning;
using MinMo.Models.Bundles;
using MinMo.Models.OnnxGraphs;
using MinMo.Testing.Files;
using MinMo.Testing.Weights;

namespace MinMo.Inference.Tests.Minmo.Hearing;

public sealed class ListenRunnerTests : IAsyncLifetime
{
    private const int Ticks = 70; // longer than a lane of silence: it is founded anew on the way
    private const int TickSamples = 1280;

    private readonly TemporaryFolder _folder = new();
    private MinmoModels _models = null!;

    public async ValueTask InitializeAsync()
    {
        TinyMinmo.Write(_folder.Of("models", "tiny-minmo"));
        var store = new BundleStore(_folder.Of("home"), _folder.Of("models"));
        _models = await MinmoModels.LoadAsync(
            Assert.IsType<MinmoBundle>(store.Resolve("tiny-minmo")),
            new EngineOptions { Places = 2, LaneLength = 512, LanguagePrecision = WeightPrecision.Float32, LanguageSpins = false });
    }

    public async ValueTask DisposeAsync()
    {
        await _models.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void A_batch_that_failed_is_heard_call_by_call_as_if_nothing_had_been()
    {
        var undisturbed = Listen(failures: []);

        // Steps of the language model, counted over the whole run: rows, and lanes that are founded.
        var disturbed = Listen(failures: [1, 2, 5, 9, 40, 60, 61, 62, 63, 64, 65]);

        Assert.Equal(undisturbed.Length, disturbed.Length);
        for (var call = 0; call < undisturbed.Length; call++)
        {
            Assert.Equal(Ticks, disturbed[call].Count);
            for (var tick = 0; tick < Ticks; tick++)
            {
                Assert.Equal(undisturbed[call][tick].End, disturbed[call][tick].End);
                Assert.Equal(undisturbed[call][tick].Evidence!.Value.Idle, disturbed[call][tick].Evidence!.Value.Idle, 1e-4f);
            }
        }
    }

    private List<TickObservation>[] Listen(int[] failures)
    {
        var decoder = new BreakingExecutor(_models.Language.Decoder, failures);
        var pool = new LanePool(places: 2, lanesPerPlace: 3, decoder.MaximumLength);
        var lanes = new LaneDecoder(decoder, pool, keepsHidden: true);
        var judge = new TurnJudge(_models.Predictor);
        var runner = new ListenRunner(
            _models.Ear, lanes, judge, new ListeningFoundation(lanes, PromptFormat.Of(_models.Language.Tokenizer, PromptStyle.Plain), judge));
        MinmoPlace[] places = [.. Enumerable.Range(0, 2).Select(slot => new MinmoPlace(slot, pool, TimeSpan.FromMilliseconds(80), 2560))];
        Array.ForEach(places, static place => place.Begin(new SessionRequest(new CallId("call"), new CallSettings())));
        var observed = places.Select(static _ => new List<TickObservation>()).ToArray();
        for (var tick = 0; tick < Ticks; tick++)
        {
            StepWork[] works = [.. places.Select(place => Work(place, tick))];
            Execute(runner, works);
            for (var call = 0; call < works.Length; call++)
            {
                observed[call].AddRange(Assert.IsType<ListenResult>(works[call].Result).Ticks);
            }
        }

        Assert.Equal(failures.Length, decoder.Failures);
        return observed;
    }

    // As the device does it: together, and one by one if that failed; here until none fails any more.
    private static void Execute(ListenRunner runner, StepWork[] works)
    {
        if (Try(runner, works))
        {
            return;
        }

        foreach (var work in works.Where(static work => work.Result is null))
        {
            while (!Try(runner, [work]))
            {
                Assert.Null(work.Result);
            }
        }
    }

    private static bool Try(ListenRunner runner, StepWork[] works)
    {
        try
        {
            runner.Execute(works);
            return true;
        }
        catch (BreakingExecutor.ToldToException)
        {
            return false;
        }
    }

    private static StepWork Work(MinmoPlace place, int tick)
    {
        var random = new Random((place.Slot * 1000) + tick);
        short[] samples = [.. Enumerable.Range(0, TickSamples).Select(_ => (short)random.Next(-3000, 3000))];
        var context = new ListeningContext(place.DialogueLane, default, Speaking: tick % 9 == 0, From: null);
        return new StepWork(
            new ListenStep(default, TimeSpan.Zero, new CallPosition(tick * TickSamples), samples, context), place);
    }
}
