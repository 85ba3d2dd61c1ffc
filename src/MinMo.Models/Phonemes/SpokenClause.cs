namespace MinMo.Models.Phonemes;

/// <summary>A piece of text that is transcribed in one go.</summary>
/// <param name="Text">With its punctuation, typographic quotes and dashes made plain.</param>
/// <param name="End">What is spoken at its end: one punctuation character, or nothing for text left over.</param>
public readonly record struct SpokenClause(string Text, string End)
{
    /// <summary>A full stop, question or exclamation mark, or the end of the text.</summary>
    public bool EndsSentence => End is "." or "?" or "!" or "";
}
