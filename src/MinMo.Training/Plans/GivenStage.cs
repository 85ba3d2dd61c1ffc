using MinMo.Training.Loop;

namespace MinMo.Training.Plans;

/// <summary>A stage whose result lies elsewhere already: it is pointed at, not copied.</summary>
/// <param name="name">The stage that would have made it.</param>
/// <param name="about">One line for people.</param>
/// <param name="parts">Folders, by where the result has them; an empty name stands for the result itself.</param>
public sealed class GivenStage(string name, string about, IReadOnlyDictionary<string, string> parts) : ITrainingStage
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
        return workspace.Stage(name).IsDone;
    }

    /// <inheritdoc/>
    /// <exception cref="DirectoryNotFoundException">A part is not there.</exception>
    public StageOutcome Run(StageRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var stage = run.Workspace.Stage(name);
        stage.Create();
        foreach (var (inside, folder) in parts)
        {
            Point(Path.TrimEndingDirectorySeparator(Path.Combine(stage.ResultFolder, inside)), folder);
        }

        stage.Finish(new StageSummary(name, 0, 0, 0, new Dictionary<string, double>()));
        return StageOutcome.Done;
    }

    private static void Point(string link, string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder} is not there");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        if (Directory.Exists(link))
        {
            Directory.Delete(link);
        }

        Directory.CreateSymbolicLink(link, Path.GetFullPath(folder));
    }
}
