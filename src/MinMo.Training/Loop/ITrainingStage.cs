namespace MinMo.Training.Loop;

/// <summary>One step of a plan: makes a corpus or trains a part.</summary>
public interface ITrainingStage
{
    /// <summary>What users call it by: lower case letters, digits and dashes.</summary>
    string Name { get; }

    /// <summary>One line for people.</summary>
    string About { get; }

    /// <summary>Names of stages whose results it reads.</summary>
    IReadOnlyList<string> Needs { get; }

    /// <summary>Whether later stages can read a result, finished or not.</summary>
    bool IsUsable(TrainingWorkspace workspace);

    /// <summary>Runs until the stage is done or the budget is spent. Goes on where the last run stopped.</summary>
    StageOutcome Run(StageRun run);
}
