namespace MinMo.Training.Plans;

/// <summary>A plan has no stage of that name.</summary>
/// <param name="name">The name asked for.</param>
/// <param name="plan">The plan.</param>
public sealed class UnknownStageException(string name, TrainingPlan plan)
    : ArgumentException($"{plan.Name} has no stage '{name}'; its stages are {string.Join(", ", plan.Stages.Select(static stage => stage.Name))}");
