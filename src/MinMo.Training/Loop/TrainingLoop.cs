using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Training.Loop;

/// <summary>Trains one task: optimizer steps, evaluations, measures, checkpoints. Stops between steps when the budget is
/// spent, and goes on from there.</summary>
/// <param name="stage">The stage's name, for progress and summary.</param>
/// <param name="settings">Steps and rates.</param>
public sealed class TrainingLoop(string stage, LoopSettings settings)
{
    private const int ReportEvery = 25;
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(3);

    /// <summary>Trains until all steps are done or the budget is spent.</summary>
    /// <param name="task">What is trained.</param>
    /// <param name="run">Workspace, budget, progress.</param>
    public StageOutcome Run(ITrainingTask task, StageRun run)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(run);
        var folder = run.Workspace.Stage(stage);
        folder.Create();
        using var optimizer = new AdamW([.. task.Trained.Select(static named => named.Value)], settings);
        var checkpoint = new TrainingCheckpoint(folder.CheckpointFolder);
        var place = checkpoint.Load(task, optimizer) ?? new TrainingPlace(0, 0);
        var metrics = new MetricsFile(folder.MetricsFile);
        metrics.Rewind(place.Step);
        var journey = new Journey(folder, task, optimizer, checkpoint, metrics, run);
        return Travel(journey, place);
    }

    private StageOutcome Travel(Journey journey, TrainingPlace place)
    {
        var budget = journey.Run.Budget;
        var measures = new StepMetrics();
        var lastSave = budget.Spent;
        var before = budget.Spent;
        while (place.Step < settings.Steps && !budget.IsSpent)
        {
            Step(journey, place.Step, measures);
            var now = budget.Spent;
            place = new TrainingPlace(place.Step + 1, place.Seconds + (now - before).TotalSeconds);
            before = now;
            if (place.Step % ReportEvery == 0)
            {
                Report(journey, place, measures);
            }

            if (place.Step % settings.EvaluateEvery == 0 && place.Step < settings.Steps)
            {
                Evaluate(journey, place);
            }

            if (budget.Spent - lastSave > SaveEvery)
            {
                Save(journey, place);
                lastSave = budget.Spent;
            }
        }

        return Finish(journey, place);
    }

    private static void Step(Journey journey, long step, StepMetrics measures)
    {
        using var scope = NewDisposeScope();
        var loss = journey.Task.Loss(step, measures);
        loss.backward();
        measures.Add("loss", loss.ToDouble());
        var norm = journey.Optimizer.Step(step);
        if (double.IsFinite(norm))
        {
            measures.Add("gradient_norm", norm);
        }
        else
        {
            measures.Add("skipped_steps", 1);
        }
    }

    private void Report(Journey journey, TrainingPlace place, StepMetrics measures)
    {
        journey.Metrics.Append(place.Step, place.Seconds, measures);
        journey.Run.Progress.Report(new TrainingProgress(stage, place.Step, settings.Steps, Words(measures)));
        measures.Clear();
    }

    private StepMetrics Evaluate(Journey journey, TrainingPlace place)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var measures = new StepMetrics();
        journey.Task.Evaluate(measures);
        journey.Metrics.Append(place.Step, place.Seconds, measures);
        journey.Run.Progress.Report(new TrainingProgress(stage, place.Step, settings.Steps, Words(measures)));
        return measures;
    }

    private static void Save(Journey journey, TrainingPlace place)
    {
        journey.Checkpoint.Save(journey.Task, journey.Optimizer, place);
        Directory.CreateDirectory(journey.Folder.ResultFolder);
        journey.Task.Save(journey.Folder.ResultFolder);
        MetricsPlot.Write(journey.Metrics, journey.Folder.PlotFile);
    }

    private StageOutcome Finish(Journey journey, TrainingPlace place)
    {
        if (place.Step < settings.Steps)
        {
            Save(journey, place);
            return StageOutcome.Stopped;
        }

        var measures = Evaluate(journey, place);
        Save(journey, place);
        var summary = new StageSummary(
            stage, place.Step, place.Seconds, journey.Task.Trained.Sum(static named => named.Value.numel()),
            measures.Means.ToDictionary());
        journey.Folder.Finish(summary);
        return StageOutcome.Done;
    }

    private static string Words(StepMetrics measures) => string.Join(
        "  ", measures.Means.Select(static mean => string.Create(CultureInfo.InvariantCulture, $"{mean.Name} {mean.Value:G4}")));

    private sealed record Journey(
        StageFolder Folder,
        ITrainingTask Task,
        AdamW Optimizer,
        TrainingCheckpoint Checkpoint,
        MetricsFile Metrics,
        StageRun Run);
}
