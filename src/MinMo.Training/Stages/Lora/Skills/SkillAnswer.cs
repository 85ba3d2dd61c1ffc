namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>One question of an examination.</summary>
/// <param name="Skill">What it is about.</param>
/// <param name="Question">As it was typed.</param>
/// <param name="Reply">What was answered.</param>
/// <param name="IsRight">Whether the answer says what it must.</param>
public sealed record SkillAnswer(string Skill, string Question, TypedReply Reply, bool IsRight);
