namespace MinMo.Models.Tokenization;

/// <summary>Two neighbours, in the byte alphabet, that merge; its place in the list is its rank.</summary>
internal readonly record struct MergeRule(string Left, string Right);
