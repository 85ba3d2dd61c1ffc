using System.Collections.ObjectModel;
using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Planning;

/// <summary>How a device's steps are planned.</summary>
/// <param name="Policies">How each kind is batched.</param>
/// <param name="UrgentWithin">Time to the deadline, in timestamps, from which on a step is urgent: tenants share out what
/// is urgent, and before that the deadline alone decides.</param>
/// <param name="TenantWeights">Weights by tenant, above 0; those not named have 1.</param>
internal sealed record PlanningRules(
    IReadOnlyDictionary<StepKind, KindPolicy> Policies, long UrgentWithin, IReadOnlyDictionary<string, double> TenantWeights)
{
    /// <summary>Kinds whose steps wait for company where there is nothing else to do, and how long, in timestamps.</summary>
    public IReadOnlyDictionary<StepKind, long> Gathering { get; init; } = ReadOnlyDictionary<StepKind, long>.Empty;
}
