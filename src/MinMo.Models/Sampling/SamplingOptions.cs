namespace MinMo.Models.Sampling;

/// <summary>How the next token is chosen. Steps at their neutral value are left out; the order is repetition penalty,
/// temperature, top-k, top-p, draw (as in Hugging Face transformers).</summary>
public sealed record SamplingOptions
{
    /// <summary>Penalty of repetitions where nothing else is said of a small model that was not adapted: without it
    /// SmolLM2-135M loops.</summary>
    public const double RepetitionPenaltyOfSmallModels = 1.15;

    /// <summary>The most likely token, always; only the repetition penalty is applied.</summary>
    public static SamplingOptions Greedy { get; } = new() { Temperature = 0 };

    /// <summary>Divides the scores of ids already there (multiplies negative ones), each id once. Above 0; 1 is neutral.</summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>Divides all scores. 0 chooses the most likely token; 1 is neutral.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Keeps so many of the best tokens, and those that tie with the last of them. 0 is neutral.</summary>
    public int TopK { get; init; }

    /// <summary>Keeps the best tokens that together have this probability, at least one. Above 0; 1 is neutral.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Whether there is nothing to draw.</summary>
    public bool IsGreedy => Temperature == 0;

    /// <summary>Refuses values outside their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal void Validate()
    {
        Require(RepetitionPenalty > 0 && double.IsFinite(RepetitionPenalty), RepetitionPenalty, nameof(RepetitionPenalty));
        Require(Temperature >= 0 && double.IsFinite(Temperature), Temperature, nameof(Temperature));
        Require(TopK >= 0, TopK, nameof(TopK));
        Require(TopP is > 0 and <= 1, TopP, nameof(TopP));
    }

    private static void Require(bool condition, double value, string name)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(name, value, "out of range");
        }
    }
}
