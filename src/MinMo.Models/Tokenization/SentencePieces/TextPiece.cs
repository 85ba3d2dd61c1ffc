namespace MinMo.Models.Tokenization.SentencePieces;

/// <summary>A piece of an encoded text.</summary>
/// <param name="Text">As it is spelt: spaces as U+2581.</param>
/// <param name="Id">Its id; that of the unknown piece where the vocabulary has no such piece.</param>
public readonly record struct TextPiece(string Text, int Id);
