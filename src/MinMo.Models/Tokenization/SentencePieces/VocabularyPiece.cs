using Google.Protobuf;

namespace MinMo.Models.Tokenization.SentencePieces;

/// <summary>A piece of the vocabulary.</summary>
/// <param name="Text">As it is spelt: spaces as U+2581.</param>
/// <param name="Score">Of two pairs the one with the higher score is merged first.</param>
/// <param name="Kind">What it is for.</param>
internal sealed record VocabularyPiece(string Text, float Score, PieceKind Kind)
{
    /// <summary>Whether it may stand for a part of a text.</summary>
    public bool IsSpelt => Kind is PieceKind.Normal or PieceKind.UserDefined or PieceKind.Unused;

    /// <exception cref="InvalidProtocolBufferException">The entry is malformed.</exception>
    public static VocabularyPiece Read(CodedInputStream input)
    {
        var (text, score, kind) = (string.Empty, 0f, PieceKind.Normal);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch ((WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag)))
            {
                case (1, WireFormat.WireType.LengthDelimited):
                    text = input.ReadString();
                    break;
                case (2, WireFormat.WireType.Fixed32):
                    score = input.ReadFloat();
                    break;
                case (3, WireFormat.WireType.Varint):
                    kind = (PieceKind)input.ReadEnum();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return new VocabularyPiece(text, score, kind);
    }
}
