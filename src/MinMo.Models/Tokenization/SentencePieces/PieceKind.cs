namespace MinMo.Models.Tokenization.SentencePieces;

/// <summary>What a piece is for; numbers as in the file.</summary>
internal enum PieceKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
