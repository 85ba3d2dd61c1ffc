using System.Text.Json;

namespace MinMo.Models.Parity.Tokenization;

internal sealed class TokenizeKind(string name) : IGoldenKind
{
    public string Name => name;

    public GoldenOutputs Run(GoldenCase golden)
    {
        var tokenizer = golden.OpenTokenizer();
        var texts = golden.InputsJson.GetProperty("texts").Deserialize<string[]>()!;
        var ids = Array.ConvertAll(texts, tokenizer.Encode);
        var outputs = new GoldenOutputs();
        outputs.AddJson("ids", ids);
        outputs.AddDecoded(tokenizer, ids);
        return outputs;
    }
}
