using MinMo.Training.Corpora.Speech;
using MinMo.Training.Loop;
using MinMo.Training.Plans;
using MinMo.Training.Tests.Corpora.Speech;

namespace MinMo.Training.Tests.Plans;

public sealed class CorpusStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TrainingWorkspace Workspace => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_corpus_that_was_made_is_done_and_usable()
    {
        var stage = Stage(new CountingSource());
        Assert.False(stage.IsUsable(Workspace));

        var outcome = stage.Run(Run(TimeSpan.FromHours(1)));

        Assert.Equal(StageOutcome.Done, outcome);
        Assert.True(stage.IsUsable(Workspace));
        Assert.True(Workspace.Stage("numbers").IsDone);
        using var corpus = SpeechCorpus.Open(Workspace.CorpusFolder("numbers"));
        Assert.Equal(7, corpus.Utterances.Count);
    }

    [Fact]
    public void A_spent_budget_stops_it_and_a_later_run_makes_the_rest()
    {
        var resumed = new CountingSource();

        var stopped = Stage(new CountingSource()).Run(Run(TimeSpan.Zero));
        var done = Stage(resumed).Run(Run(TimeSpan.FromHours(1)));

        Assert.Equal([StageOutcome.Stopped, StageOutcome.Done], [stopped, done]);
        Assert.Equal([0, 1, 2], resumed.Asked);
    }

    private static CorpusStage Stage(CountingSource source)
    {
        var recipe = CorpusRecipe.Utterances(() => new SpokenSource(source, new Silent())) with { PerShard = 3 };
        return new CorpusStage("numbers", "numbers", 7, recipe);
    }

    private StageRun Run(TimeSpan budget) => new(
        Workspace, new TrainingBudget(TimeProvider.System, budget, CancellationToken.None), new Progress<TrainingProgress>());

    private sealed class Silent : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
