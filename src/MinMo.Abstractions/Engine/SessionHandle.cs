namespace MinMo.Abstractions.Engine;

/// <summary>One call's place on one worker. A released slot gets a new generation, so a stale handle is found.</summary>
/// <param name="Worker">The worker's name.</param>
/// <param name="Slot">Index of the place.</param>
/// <param name="Generation">How often the place was given out.</param>
[GenerateSerializer, Immutable, Alias("minmo.session-handle")]
public readonly record struct SessionHandle(
    [property: Id(0)] string Worker, [property: Id(1)] int Slot, [property: Id(2)] uint Generation);
