using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Planning;

/// <summary>Steps of one kind that a device executes together. The planner uses it again for its next batch.</summary>
internal sealed class StepBatch
{
    /// <summary>The kind.</summary>
    public StepKind Kind { get; set; }

    /// <summary>The steps; those of one session in the order they came.</summary>
    public List<QueuedStep> Steps { get; } = [];
}
