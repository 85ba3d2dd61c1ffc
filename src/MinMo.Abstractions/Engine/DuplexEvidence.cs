namespace MinMo.Abstractions.Engine;

/// <summary>Probabilities of the four classes of duplex evidence, summing to 1 (paper section 3.3; classes are ours).</summary>
/// <param name="Idle">Nothing for the agent: silence, noise, others talking, back-channel.</param>
/// <param name="Hold">The caller is in a turn and not finished.</param>
/// <param name="Respond">The turn is complete: answer now.</param>
/// <param name="Yield">The caller takes the floor from the agent.</param>
[GenerateSerializer, Immutable, Alias("minmo.duplex-evidence")]
public readonly record struct DuplexEvidence(
    [property: Id(0)] float Idle, [property: Id(1)] float Hold, [property: Id(2)] float Respond,
    [property: Id(3)] float Yield);
