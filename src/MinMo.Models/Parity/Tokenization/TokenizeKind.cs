using System.Text.Json;

namespace MinMo.Models.Parity.Tokenization;

internal sealed class TokenizeKind(string name) : IGoldenKind
{
    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var tokenizer = golden.OpenTokenizer();
        var texts = golden.InputsJson.GetProperty("texts").Deserialize<string[]>()!;
        var ids = Array.ConvertAll(texts, tokenizer.Encode);
        outputs.AddJson("ids", ids);
        outputs.AddDecoded(tokenizer, ids);
    }
}
