using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Lanes;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Language;

/// <summary>Copies the begin of a lane into the other lane of the same call, whatever that held.</summary>
internal sealed class ForkRunner(LaneDecoder decoder, LanePool pool) : IStepRunner
{
    /// <inheritdoc />
    public void WarmUp()
    {
        // Copying memory needs no warming up.
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        foreach (var work in batch)
        {
            var step = (ForkStep)work.Step;
            if (!pool.CanFork)
            {
                work.Refuse("this worker has one lane a call; set LanesPerCall to 2 to fork");
            }
            else if (LaneRules.Find(work, step.Lane, step.At) is { } lane)
            {
                work.Result = new ForkResult(decoder.Fork(lane, step.At.Tokens).Handle);
            }
        }
    }
}
