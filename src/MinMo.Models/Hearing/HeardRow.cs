namespace MinMo.Models.Hearing;

/// <summary>What one tick of 80 ms of a stream brought.</summary>
/// <param name="Lane">The stream.</param>
/// <param name="Embedding">The row for the language model, <c>[d]</c>.</param>
/// <param name="Unit">The likeliest unit, which may be the blank one.</param>
/// <param name="Probability">How likely it is.</param>
public sealed record HeardRow(int Lane, float[] Embedding, int Unit, float Probability);
