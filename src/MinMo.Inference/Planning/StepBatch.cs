using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Planning;

/// <summary>Steps of one kind that a device executes together.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Steps">The steps, most urgent first; those of one session in the order they came.</param>
internal sealed record StepBatch(StepKind Kind, IReadOnlyList<QueuedStep> Steps);
