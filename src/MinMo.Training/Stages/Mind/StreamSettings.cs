namespace MinMo.Training.Stages.Mind;

/// <summary>How far a simulated stream of heard rows is from the words that were said.</summary>
internal sealed record StreamSettings
{
    /// <summary>Letters a second of the slowest and the fastest speaker; faster than real ones make shorter training.</summary>
    public (double Least, double Most) LettersPerSecond { get; init; } = (12, 40);

    /// <summary>Rows of silence before and after.</summary>
    public (int Least, int Most) Edge { get; init; } = (1, 7);

    /// <summary>Share of gaps between words that are long pauses.</summary>
    public double PauseShare { get; init; } = 0.03;

    /// <summary>Share of units that stand in two rows.</summary>
    public double RepeatShare { get; init; } = 0.15;

    /// <summary>Share of units that are not heard.</summary>
    public double DropShare { get; init; } = 0.015;

    /// <summary>Share of units heard as others that are spelt alike.</summary>
    public double SwapShare { get; init; } = 0.02;

    /// <summary>Share of rows in which two units are mixed.</summary>
    public double MixShare { get; init; } = 0.25;
}
