using MinMo.Training.Corpora.Speech;
using MinMo.Training.Loop;

namespace MinMo.Training.Plans;

/// <summary>A stage that makes recorded speech, shard by shard; what is complete stays when it is stopped.</summary>
/// <param name="name">What users call it by, and the corpus' folder.</param>
/// <param name="about">One line for people.</param>
/// <param name="recordings">How many.</param>
/// <param name="recipe">Makes them.</param>
public sealed class CorpusStage(string name, string about, int recordings, CorpusRecipe recipe) : ITrainingStage
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string About => about;

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => [];

    /// <inheritdoc/>
    public bool IsUsable(TrainingWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return recipe.Measure(workspace.CorpusFolder(name)).Recordings > 0;
    }

    /// <inheritdoc/>
    public StageOutcome Run(StageRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.Budget.Cancellation);
        var plan = new SpeechCorpusPlan(run.Workspace.CorpusFolder(name), recordings) { UtterancesPerShard = recipe.PerShard };
        try
        {
            recipe.Build(plan, new BudgetWatch(name, run, stop), stop.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return StageOutcome.Stopped;
        }

        Sum(run, plan);
        return StageOutcome.Done;
    }

    private void Sum(StageRun run, SpeechCorpusPlan plan)
    {
        var folder = run.Workspace.Stage(name);
        folder.Create();
        var (duration, count) = recipe.Measure(plan.Folder);
        var measures = new Dictionary<string, double> { ["hours"] = duration.TotalHours, ["recordings"] = count };
        var summary = new StageSummary(name, plan.Shards, run.Budget.Spent.TotalSeconds, 0, measures);
        folder.Finish(summary);
    }

    /// <summary>Passes progress on, and stops the builder between two shards when the budget is spent.</summary>
    private sealed class BudgetWatch(string stage, StageRun run, CancellationTokenSource stop) : IProgress<SpeechCorpusProgress>
    {
        public void Report(SpeechCorpusProgress value)
        {
            run.Progress.Report(new TrainingProgress(stage, value.Shards, value.PlannedShards, "shards"));
            if (run.Budget.IsSpent && value.Shards < value.PlannedShards)
            {
                stop.Cancel();
            }
        }
    }
}
