namespace MinMo.Inference.Language;

/// <summary>Dialogue as tokens.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="ReplyOffset">Where among them the text of a reply begins that stays open; null if none does.</param>
internal sealed record Prompt(int[] Tokens, int? ReplyOffset);
