using System.Text.Json.Nodes;
using MinMo.Models.Tokenization.SentencePieces;

namespace MinMo.Models.Parity.SenseVoice;

internal sealed class SentencePieceKind : IGoldenKind
{
    public string Name => "sensevoice.tokenizer";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var tokenizer = golden.ReadFolder().Tokenizer;
        var decoded = golden.InputsJson.GetProperty("decode").EnumerateArray()
            .Select(ids => tokenizer.Decode(ids.EnumerateArray().Select(id => id.GetInt32())));
        IReadOnlyList<TextPiece>[] encoded =
            [.. golden.InputsJson.GetProperty("encode").EnumerateArray().Select(text => tokenizer.Encode(text.GetString()!))];
        outputs.AddJson("decode", decoded.ToArray());
        outputs.AddJson("pieces", new JsonArray(
            [.. encoded.Select(pieces => new JsonArray([.. pieces.Select(piece => (JsonNode)piece.Text)]))]));
        outputs.AddJson("ids", new JsonArray(
            [.. encoded.Select(pieces => SenseVoiceGoldens.Numbers(pieces.Select(piece => piece.Id)))]));
    }
}
