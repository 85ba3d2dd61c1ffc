using MinMo.Abstractions.Engine;

namespace MinMo.Grains.Workers;

/// <summary>A worker of this silo.</summary>
/// <param name="Name">Unique over the cluster; the key of its <c>IWorkerGrain</c> and part of session handles.</param>
/// <param name="Engine">What computes.</param>
public sealed record WorkerRegistration(string Name, IInferenceEngine Engine);
