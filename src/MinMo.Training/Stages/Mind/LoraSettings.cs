namespace MinMo.Training.Stages.Mind;

/// <summary>Low-rank adapters of a decoder.</summary>
/// <param name="Rank">Inner width.</param>
/// <param name="Alpha">The update is scaled by alpha / rank.</param>
/// <param name="Targets">Last parts of the names of adapted layers.</param>
public sealed record LoraSettings(int Rank, double Alpha, IReadOnlyList<string> Targets)
{
    /// <summary>Rank 8 on queries, values, outputs and the feed-forward part.</summary>
    public static LoraSettings Default { get; } = new(8, 16, ["q_proj", "v_proj", "o_proj", "up_proj", "down_proj"]);
}
