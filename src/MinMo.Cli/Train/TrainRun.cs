using System.Globalization;
using MinMo.Training.Loop;
using MinMo.Training.Plans;
using Spectre.Console;

namespace MinMo.Cli.Train;

/// <summary>Runs a plan under progress bars.</summary>
/// <param name="surroundings">The terminal.</param>
/// <param name="plan">The stages.</param>
/// <param name="workspace">Where they work.</param>
internal sealed class TrainRun(Surroundings surroundings, TrainingPlan plan, TrainingWorkspace workspace)
{
    /// <summary>Shows the stages and how far each one is.</summary>
    public int List()
    {
        var table = new Table().AddColumns("stage", "state", "needs", "what it does").Border(TableBorder.Simple);
        foreach (var stage in plan.Stages)
        {
            table.AddRow(
                Markup.Escape(stage.Name), StateOf(stage),
                Markup.Escape(string.Join(", ", stage.Needs)), Markup.Escape(stage.About));
        }

        surroundings.OutputConsole.Write(table);
        return ExitCodes.Success;
    }

    /// <summary>Trains.</summary>
    /// <exception cref="ArgumentException">There is no such stage, or it needs another one first.</exception>
    public int Train(TrainRequest request, TrainingBudget budget)
    {
        if (request is { Redo: true, Stage: null })
        {
            throw new ArgumentException("--redo needs --stage");
        }

        if (request is { Redo: true, Stage: { } again })
        {
            workspace.Stage(plan.Find(again).Name).Delete();
        }

        TensorThreads.Use(request.Threads);
        StageOutcome outcome = StageOutcome.Done;
        TrainProgress.Show(surroundings, progress => outcome = plan.Run(new StageRun(workspace, budget, progress), request.Stage));
        surroundings.Error.WriteLine(outcome == StageOutcome.Done
            ? $"{request.Stage ?? plan.Name}: done after {Words(budget.Spent)}"
            : $"stopped after {Words(budget.Spent)}; the same command goes on from here");
        return ExitCodes.Success;
    }

    private string StateOf(ITrainingStage stage)
    {
        var folder = workspace.Stage(stage.Name);
        return folder.IsDone ? "done" : folder.IsStarted || stage.IsUsable(workspace) ? "under way" : "not begun";
    }

    private static string Words(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:F1} min");
}
