namespace MinMo.Training.Loop;

/// <summary>A stage that trains a part with gradients.</summary>
/// <param name="name">What users call it by.</param>
/// <param name="about">One line for people.</param>
/// <param name="needs">Stages whose results it reads.</param>
/// <param name="settings">Steps and rates.</param>
/// <param name="open">Loads data and weights.</param>
public sealed class GradientStage(
    string name, string about, IReadOnlyList<string> needs, LoopSettings settings,
    Func<TrainingWorkspace, LoopSettings, ITrainingTask> open)
    : ITrainingStage
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string About => about;

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => needs;

    /// <inheritdoc/>
    public bool IsUsable(TrainingWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return Directory.Exists(workspace.Stage(name).ResultFolder);
    }

    /// <inheritdoc/>
    public StageOutcome Run(StageRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        using var task = open(run.Workspace, settings);
        return new TrainingLoop(name, settings).Run(task, run);
    }
}
