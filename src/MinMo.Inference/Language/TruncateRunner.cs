using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Language;

/// <summary>Cuts lanes; nothing is computed.</summary>
internal sealed class TruncateRunner : IStepRunner
{
    /// <inheritdoc />
    public void WarmUp()
    {
        // Nothing is computed.
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        foreach (var work in batch)
        {
            var step = (TruncateStep)work.Step;
            if (LaneRules.Find(work, step.Lane, step.At) is { } lane)
            {
                lane.TruncateTo(step.At.Tokens);
                work.Result = new TruncateResult();
            }
        }
    }
}
