using MinMo.Models.Bundles;

namespace MinMo.Cli.Train;

/// <summary>Which model is examined in what.</summary>
/// <param name="Bundle">Its language model is.</param>
/// <param name="Questions">How many at least.</param>
/// <param name="Manner">How they are written: digits, words or lower.</param>
internal sealed record ExamineRequest(Bundle Bundle, int Questions, string Manner)
{
    /// <summary>Whether a small word of every question is lost or confused.</summary>
    public bool IsMisheard { get; init; }

    /// <summary>As in a call's settings; null for the engine's own.</summary>
    public double? RepetitionPenalty { get; init; }

    /// <summary>A text whose surprise is measured; null for none.</summary>
    public string? TextFile { get; init; }

    /// <summary>Whether wrong answers are printed.</summary>
    public bool ShowsMistakes { get; init; }
}
