namespace MinMo.Training.Corpora.Text;

/// <summary>A call of one to six exchanges.</summary>
/// <param name="Skill">The skill of the last exchange.</param>
/// <param name="Phrasing">The phrasing of the last exchange's user turn.</param>
/// <param name="HeldOut">Every phrasing of it that has a held-out side is from there: never trained on.</param>
/// <param name="Exchanges">In order of time.</param>
public sealed record Dialogue(string Skill, string Phrasing, bool HeldOut, IReadOnlyList<Exchange> Exchanges);
