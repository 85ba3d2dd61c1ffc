namespace MinMo.Training.Stages.Lora;

/// <summary>A dialogue as tokens.</summary>
/// <param name="Tokens">Up to the end of the last answer.</param>
/// <param name="Learnt">Of the same length: which tokens are the assistant's own, so that they are learnt.</param>
public sealed record LoraExample(int[] Tokens, bool[] Learnt);
