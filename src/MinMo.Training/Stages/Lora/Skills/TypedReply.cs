namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>What a typed question was answered.</summary>
/// <param name="Text">What is said, without calls of tools.</param>
/// <param name="Calls">Tools called, in order.</param>
public sealed record TypedReply(string Text, IReadOnlyList<string> Calls);
