namespace MinMo.Models.Parity.Decoders;

/// <summary>What greedy decoding gave for one row.</summary>
/// <param name="Ids">New ids, the stop id included.</param>
/// <param name="Stopped">Whether a stop id ended it, not the limit.</param>
internal sealed record GreedyReply(IReadOnlyList<int> Ids, bool Stopped);
