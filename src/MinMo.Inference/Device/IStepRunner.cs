using MinMo.Inference.Planning;

namespace MinMo.Inference.Device;

/// <summary>
/// Executes batches of one kind of step on one device thread. When <see cref="Execute"/> throws, the steps without a
/// result are executed again one by one to find the guilty one; a runner therefore changes a place only after the
/// computation that may fail.
/// </summary>
internal interface IStepRunner
{
    /// <summary>Runs once what a first step would otherwise pay for: kernels, buffers, compiled code.</summary>
    void WarmUp();

    /// <summary>Executes one slice of every step: sets its result, or leaves it null if it goes on.</summary>
    /// <param name="batch">Steps of this runner's kind, within the limits of its policy.</param>
    void Execute(IReadOnlyList<StepWork> batch);
}
