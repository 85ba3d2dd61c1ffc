namespace MinMo.Training.Corpora.Text;

/// <summary>One sentence for a caller's voice.</summary>
/// <param name="Text">Lower case, no punctuation, numbers as words.</param>
/// <param name="Skill">The skill whose user turn it is, or one of "words", "spelled", "general".</param>
/// <param name="Phrasing">The id of its phrasing.</param>
/// <param name="HeldOut">The phrasing is never trained on.</param>
public sealed record CallerSentence(string Text, string Skill, string Phrasing, bool HeldOut);
