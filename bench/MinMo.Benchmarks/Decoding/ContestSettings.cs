namespace MinMo.Benchmarks.Decoding;

/// <summary>How peers are measured.</summary>
/// <param name="Lanes">Sequences at once, in turn.</param>
/// <param name="RoundTime">Time of one measurement.</param>
internal sealed record ContestSettings(IReadOnlyList<int> Lanes, TimeSpan RoundTime)
{
    /// <summary>Measurements of each peer, in turn with the others; the best one counts.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Positions that lanes hold before they are decoded.</summary>
    public int Context { get; init; } = 96;

    /// <summary>Positions of a lane; a lane that is full goes back to its context.</summary>
    public int Length { get; init; } = 512;

    /// <summary>Tokens of a prompt whose prefill is measured.</summary>
    public int Prompt { get; init; } = 128;

    /// <summary>Ids are drawn below it.</summary>
    public int Vocabulary { get; init; } = 20_000;
}
