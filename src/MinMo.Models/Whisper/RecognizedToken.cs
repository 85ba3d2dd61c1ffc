namespace MinMo.Models.Whisper;

/// <summary>One token of a transcript.</summary>
/// <param name="Id">In the checkpoint's vocabulary.</param>
/// <param name="LogProbability">Natural logarithm of its probability among the tokens that were allowed there.</param>
public readonly record struct RecognizedToken(int Id, float LogProbability);
