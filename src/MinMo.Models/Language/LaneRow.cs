namespace MinMo.Models.Language;

/// <summary>What one lane gets in one step: tokens or embeddings behind what it already holds.</summary>
public sealed record LaneRow
{
    /// <summary>The lane's slot.</summary>
    public required int Slot { get; init; }

    /// <summary>Positions of the lane that are kept; the row begins there.</summary>
    public required int Past { get; init; }

    /// <summary>Token ids; empty if the row brings embeddings.</summary>
    public ReadOnlyMemory<int> Tokens { get; init; }

    /// <summary><c>[positions, hidden]</c> in place of embedded tokens; empty if the row brings tokens.</summary>
    public ReadOnlyMemory<float> Embeddings { get; init; }

    /// <summary>What is computed besides the caches.</summary>
    public RowDemand Demand { get; init; } = RowDemand.LastLogits;
}
