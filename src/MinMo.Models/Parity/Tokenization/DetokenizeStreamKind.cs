using MinMo.Models.Tokenization;

namespace MinMo.Models.Parity.Tokenization;

internal sealed class DetokenizeStreamKind : IGoldenKind
{
    public string Name => "qwen2.detokenize_stream";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var tokenizer = golden.OpenTokenizer();
        var ids = golden.IdLists();
        outputs.AddJson("pieces", Array.ConvertAll(ids, list => Stream(tokenizer, list, withSpecial: true)));
        outputs.AddJson(
            "pieces_without_special", Array.ConvertAll(ids, list => Stream(tokenizer, list, withSpecial: false)));
    }

    private static string?[] Stream(BytePairTokenizer tokenizer, int[] ids, bool withSpecial)
    {
        var stream = new StreamingDetokenizer(tokenizer, withSpecial);
        return Array.ConvertAll(ids, stream.Add);
    }
}
