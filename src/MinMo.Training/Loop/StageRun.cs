namespace MinMo.Training.Loop;

/// <summary>What a stage is run with.</summary>
/// <param name="Workspace">Where corpora, checkpoints and results lie.</param>
/// <param name="Budget">When to stop.</param>
/// <param name="Progress">Told between steps.</param>
public sealed record StageRun(TrainingWorkspace Workspace, TrainingBudget Budget, IProgress<TrainingProgress> Progress);
