using System.Text.Json;
using MinMo.Models.Tokenization;

namespace MinMo.Models.Parity.Whisper;

internal sealed class WhisperTokenizerKind : IGoldenKind
{
    public string Name => "whisper.tokenizer";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var tokenizer = WhisperTokenizer.Open(golden.RequireCheckpoint());
        int[][] ids = golden.InputsJson.GetProperty("decode").Deserialize<int[][]>()!;
        string[] texts = golden.InputsJson.GetProperty("encode").Deserialize<string[]>()!;
        outputs.AddJson("ids", Array.ConvertAll(texts, tokenizer.Text.Encode));
        outputs.AddJson("text", Array.ConvertAll(ids, list => tokenizer.Decode(list)));
        outputs.AddJson("full", Array.ConvertAll(ids, list => tokenizer.DecodeFully(list)));
        outputs.AddJson("special", tokenizer.Text.AddedTokens.ToDictionary(token => token.Text, token => token.Id));
        outputs.AddJson("first_timestamp", tokenizer.FirstTimestamp);
    }
}
