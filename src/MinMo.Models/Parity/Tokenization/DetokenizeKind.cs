namespace MinMo.Models.Parity.Tokenization;

internal sealed class DetokenizeKind(string name) : IGoldenKind
{
    public string Name => name;

    public GoldenOutputs Run(GoldenCase golden)
    {
        var outputs = new GoldenOutputs();
        outputs.AddDecoded(golden.OpenTokenizer(), golden.IdLists());
        return outputs;
    }
}
