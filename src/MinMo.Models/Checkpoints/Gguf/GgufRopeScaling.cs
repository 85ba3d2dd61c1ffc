namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>Scaling of the rotary frequencies as a GGUF file states it.</summary>
/// <param name="Type"><c>linear</c> or <c>yarn</c>.</param>
/// <param name="Factor">How many times longer the context became.</param>
/// <param name="OriginalContextLength">The context before, positions; null if the file does not say.</param>
public sealed record GgufRopeScaling(string Type, double Factor, int? OriginalContextLength);
