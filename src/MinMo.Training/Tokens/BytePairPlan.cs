namespace MinMo.Training.Tokens;

/// <summary>What a byte pair encoding is to have.</summary>
/// <param name="Units">All units: special tokens, then 256 bytes, then merges; fewer where the text has no more pairs.</param>
/// <param name="SpecialTokens">They get the ids from 0 on, and are found in text before it is cut.</param>
public sealed record BytePairPlan(int Units, IReadOnlyList<string> SpecialTokens);
