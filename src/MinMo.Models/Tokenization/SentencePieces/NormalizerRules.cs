using System.Buffers.Binary;
using Google.Protobuf;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Tokenization.SentencePieces;

/// <summary>How a SentencePiece file wants texts to be normalised.</summary>
internal sealed record NormalizerRules
{
    /// <summary>Whether a space is put in front.</summary>
    public bool AddsDummyPrefix { get; private set; } = true;

    /// <summary>Whether spaces at the ends go, and runs of them become one.</summary>
    public bool RemovesExtraSpaces { get; private set; } = true;

    /// <summary>Whether spaces become U+2581.</summary>
    public bool EscapesSpaces { get; private set; } = true;

    /// <summary>Replacements of characters; null for none.</summary>
    public CharacterMap? Characters => _map.IsEmpty ? null : new CharacterMap(_map.Memory);

    private ByteString _map = ByteString.Empty;

    /// <exception cref="InvalidProtocolBufferException">The rules are malformed.</exception>
    public static NormalizerRules Read(CodedInputStream input)
    {
        var rules = new NormalizerRules();
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch ((WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag)))
            {
                case (2, WireFormat.WireType.LengthDelimited):
                    rules._map = input.ReadBytes();
                    break;
                case (3, WireFormat.WireType.Varint):
                    rules.AddsDummyPrefix = input.ReadBool();
                    break;
                case (4, WireFormat.WireType.Varint):
                    rules.RemovesExtraSpaces = input.ReadBool();
                    break;
                case (5, WireFormat.WireType.Varint):
                    rules.EscapesSpaces = input.ReadBool();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return rules;
    }

    /// <exception cref="CheckpointFormatException">The replacements are malformed.</exception>
    public void Check(string path)
    {
        var map = _map.Span;
        if (!map.IsEmpty && (!BinaryPrimitives.TryReadUInt32LittleEndian(map, out var trie)
            || trie % sizeof(uint) != 0 || trie > map.Length - sizeof(uint) || trie == 0))
        {
            throw new CheckpointFormatException(path, 0, "the map of characters is malformed");
        }
    }
}
