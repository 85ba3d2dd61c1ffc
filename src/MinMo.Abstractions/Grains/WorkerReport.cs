using MinMo.Abstractions.Engine;

namespace MinMo.Abstractions.Grains;

/// <summary>A worker as its silo sees it.</summary>
/// <param name="Worker">Its name, the key of its <see cref="IWorkerGrain"/>.</param>
/// <param name="Engine">What runs there.</param>
/// <param name="Sessions">Places taken.</param>
/// <param name="Closing">Whether it goes out of service: it takes no calls, and those it has are to leave.</param>
[GenerateSerializer, Immutable, Alias("minmo.worker-report")]
public sealed record WorkerReport(
    [property: Id(0)] string Worker,
    [property: Id(1)] EngineDescription Engine,
    [property: Id(2)] int Sessions,
    [property: Id(3)] bool Closing);
