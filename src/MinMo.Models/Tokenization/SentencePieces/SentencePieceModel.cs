using Google.Protobuf;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Tokenization.SentencePieces;

/// <summary>What a SentencePiece file says (sentencepiece_model.proto): pieces, and how texts are normalised. Only byte
/// pair encoding without byte fallback is read.</summary>
internal sealed class SentencePieceModel
{
    private const int BytePairEncoding = 2;

    // Field numbers of ModelProto and its parts.
    private const int Pieces = 1;
    private const int Trainer = 2;
    private const int Normalizer = 3;
    private const int TrainerModelType = 3;
    private const int TrainerSpaceAsSuffix = 24;
    private const int TrainerUnknownSurface = 44;

    private readonly List<VocabularyPiece> _pieces = [];

    private int _modelType = 1; // what the file format takes for granted: a unigram model

    private bool _spaceIsSuffix;

    private SentencePieceModel()
    {
    }

    /// <summary>By id.</summary>
    public IReadOnlyList<VocabularyPiece> Vocabulary => _pieces;

    /// <summary>What the unknown piece is written as.</summary>
    public string UnknownSurface { get; private set; } = " \u2047 ";

    /// <summary>How texts are normalised.</summary>
    public NormalizerRules Rules { get; private set; } = new();

    /// <exception cref="CheckpointFormatException">The file is malformed or of another kind.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SentencePieceModel Read(string path)
    {
        var model = new SentencePieceModel();
        var input = new CodedInputStream(File.ReadAllBytes(path));
        try
        {
            model.Read(input);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new CheckpointFormatException(path, input.Position, exception.Message, exception);
        }

        model.Check(path);
        return model;
    }

    private void Read(CodedInputStream input)
    {
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (Lengthy(tag))
            {
                case Pieces:
                    _pieces.Add(VocabularyPiece.Read(Inner(input)));
                    break;
                case Trainer:
                    ReadTrainer(Inner(input));
                    break;
                case Normalizer:
                    Rules = NormalizerRules.Read(Inner(input));
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
    }

    private void ReadTrainer(CodedInputStream input)
    {
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch ((WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag)))
            {
                case (TrainerModelType, WireFormat.WireType.Varint):
                    _modelType = input.ReadInt32();
                    break;
                case (TrainerSpaceAsSuffix, WireFormat.WireType.Varint):
                    _spaceIsSuffix = input.ReadBool();
                    break;
                case (TrainerUnknownSurface, WireFormat.WireType.LengthDelimited):
                    UnknownSurface = input.ReadString();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
    }

    private void Check(string path)
    {
        if (_modelType != BytePairEncoding || _spaceIsSuffix || _pieces.Exists(piece => piece.Kind == PieceKind.Byte))
        {
            throw new CheckpointFormatException(path, 0, "not byte pair encoding with spaces in front and without byte fallback");
        }

        if (_pieces.FindAll(piece => piece.Kind == PieceKind.Unknown).Count != 1)
        {
            throw new CheckpointFormatException(path, 0, "there is not exactly one piece for what is unknown");
        }

        Rules.Check(path);
    }

    /// <summary>The field's number if it has a length, else 0.</summary>
    private static int Lengthy(uint tag)
        => WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited ? WireFormat.GetTagFieldNumber(tag) : 0;

    private static CodedInputStream Inner(CodedInputStream input) => input.ReadBytes().CreateCodedInput();
}
