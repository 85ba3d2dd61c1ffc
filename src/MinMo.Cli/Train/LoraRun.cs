using System.Globalization;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Lora;

namespace MinMo.Cli.Train;

/// <summary>Trains an adapter under a progress bar.</summary>
/// <param name="surroundings">The terminal.</param>
/// <param name="request">What is trained on what.</param>
/// <param name="output">Where the finished adapter is copied to; null for nowhere.</param>
internal sealed class LoraRun(Surroundings surroundings, LoraRequest request, string? output)
{
    /// <summary>Trains until it is done or the budget is spent.</summary>
    public int Train(TrainingWorkspace workspace, TrainingBudget budget)
    {
        var folder = workspace.Stage(LoraTraining.StageName);
        var outcome = StageOutcome.Done;
        if (!folder.IsDone)
        {
            TrainProgress.Show(surroundings, progress
                => outcome = LoraTraining.Run(request, new StageRun(workspace, budget, progress)));
        }

        surroundings.Error.WriteLine(outcome == StageOutcome.Done
            ? $"done: {folder.ResultFolder}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"stopped after {budget.Spent.TotalMinutes:F1} min; the same command goes on from here. So far: {folder.ResultFolder}"));
        if (outcome == StageOutcome.Done && output is not null)
        {
            Directory.CreateDirectory(output);
            foreach (var file in Directory.EnumerateFiles(folder.ResultFolder))
            {
                File.Copy(file, Path.Combine(output, Path.GetFileName(file)), overwrite: true);
            }
        }

        return ExitCodes.Success;
    }
}
