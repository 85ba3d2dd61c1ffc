namespace MinMo.Models.Sampling;

/// <summary>How <see cref="RepetitionAwareSampler"/> chooses. The defaults are those of CosyVoice2-0.5B.</summary>
public sealed record RepetitionAwareOptions
{
    /// <summary>Ids are kept, the likeliest first, until their probabilities reach this sum.</summary>
    public double TopP { get; init; } = 0.8;

    /// <summary>Most ids that are kept.</summary>
    public int TopK { get; init; } = 25;

    /// <summary>How many of the latest ids are looked at for repetition.</summary>
    public int Window { get; init; } = 10;

    /// <summary>Share of the window from which on an id that occurs in it is banned and another one drawn.</summary>
    public double Share { get; init; } = 0.1;
}
