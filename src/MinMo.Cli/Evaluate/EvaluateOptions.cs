namespace MinMo.Cli.Evaluate;

/// <summary>What <c>minmo eval</c> was asked for.</summary>
/// <param name="Bundle">The bundle; null takes the default one.</param>
internal sealed record EvaluateOptions(string? Bundle)
{
    /// <summary>How many trials.</summary>
    public EvaluationScale Scale { get; init; } = EvaluationScale.Full;

    /// <summary>Names of measures; empty takes all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>A folder with the user's own data; null makes held-out data.</summary>
    public string? Set { get; init; }

    /// <summary>A file for what was answered wrongly; null for none.</summary>
    public string? Wrong { get; init; }

    /// <summary>Of the held-out data.</summary>
    public int Seed { get; init; } = DefaultSeed;

    /// <summary>Whether one JSON object is written in place of a table.</summary>
    public bool Json { get; init; }

    /// <summary>No seed that a corpus is made with.</summary>
    public const int DefaultSeed = 20_260;
}
