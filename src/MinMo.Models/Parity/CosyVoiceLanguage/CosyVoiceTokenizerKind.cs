using System.Text.Json;
using MinMo.Models.CosyVoice.Text;
using MinMo.Models.Parity.Tokenization;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

internal sealed class CosyVoiceTokenizerKind : IGoldenKind
{
    public string Name => "cosyvoice2-lm.tokenizer";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var tokenizer = CosyVoiceTokenizer.Open(golden.RequireCheckpoint());
        var texts = golden.InputsJson.GetProperty("texts").Deserialize<string[]>()!;
        var ids = Array.ConvertAll(texts, tokenizer.Encode);
        outputs.AddJson("ids", ids);
        outputs.AddJson("decoded", Array.ConvertAll(ids, list => tokenizer.DecodeWithoutSpecial(list)));
        outputs.AddJson("ids_decoded", Array.ConvertAll(golden.IdLists(), list => tokenizer.DecodeWithoutSpecial(list)));
        outputs.AddJson("special", tokenizer.AddedTokens.ToDictionary(token => token.Text, token => token.Id));
    }
}
