namespace MinMo.Models.Chat.Jinja;

/// <summary>A part of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A name, an operator, the digits of a number, or the value of a text.</param>
/// <param name="Position">Character of the template.</param>
internal readonly record struct JinjaToken(JinjaTokenKind Kind, string Text, int Position);
