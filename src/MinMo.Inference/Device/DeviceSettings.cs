using MinMo.Abstractions.Engine;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Device;

/// <summary>One device: a thread that executes some kinds of steps, one batch at a time.</summary>
/// <param name="Name">For thread and metrics, for example <c>language</c>.</param>
/// <param name="Runners">Who executes which kind.</param>
/// <param name="Policies">How each of these kinds is batched.</param>
/// <param name="Gathering">Kinds whose steps wait for company, where the device has nothing else to do, and how long.</param>
internal sealed record DeviceSettings(
    string Name,
    IReadOnlyDictionary<StepKind, IStepRunner> Runners,
    IReadOnlyDictionary<StepKind, KindPolicy> Policies,
    IReadOnlyDictionary<StepKind, TimeSpan>? Gathering = null);
