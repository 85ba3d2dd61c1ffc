using MinMo.Training.Loop;

namespace MinMo.Training.Plans;

/// <summary>The stages of a model in the order in which they run.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Stages">In order: a stage needs only earlier ones.</param>
public sealed record TrainingPlan(string Name, IReadOnlyList<ITrainingStage> Stages)
{
    /// <summary>Runs every stage that is not done.</summary>
    /// <param name="run">Workspace, budget, progress.</param>
    /// <param name="only">Run just this stage; null for all.</param>
    /// <returns>Whether everything asked for is done.</returns>
    /// <exception cref="UnknownStageException">There is no such stage.</exception>
    /// <exception cref="StageNotReadyException">The stage needs another one that has no result yet.</exception>
    public StageOutcome Run(StageRun run, string? only)
    {
        ArgumentNullException.ThrowIfNull(run);
        var stages = only is null ? Stages : [Find(only)];
        foreach (var stage in stages.Where(stage => !run.Workspace.Stage(stage.Name).IsDone))
        {
            RequireResults(stage, run.Workspace);
            if (stage.Run(run) == StageOutcome.Stopped)
            {
                return StageOutcome.Stopped;
            }
        }

        return StageOutcome.Done;
    }

    /// <summary>The stage of a name.</summary>
    /// <exception cref="UnknownStageException">There is no such stage.</exception>
    public ITrainingStage Find(string name)
        => Stages.FirstOrDefault(stage => stage.Name == name) ?? throw new UnknownStageException(name, this);

    private void RequireResults(ITrainingStage stage, TrainingWorkspace workspace)
    {
        foreach (var need in stage.Needs.Where(need => !Find(need).IsUsable(workspace)))
        {
            throw new StageNotReadyException(stage.Name, need);
        }
    }
}
