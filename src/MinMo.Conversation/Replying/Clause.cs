namespace MinMo.Conversation.Replying;

/// <summary>A stretch of the reply's text that is spoken as one.</summary>
/// <param name="Start">Index of its first character in the reply.</param>
/// <param name="Length">Its characters, white space at its end included.</param>
/// <param name="Text">Its words, trimmed.</param>
public readonly record struct Clause(int Start, int Length, string Text)
{
    /// <summary>Index behind its last character.</summary>
    public int End => Start + Length;
}
