namespace MinMo.Models.Parity.Tokenization;

internal sealed class DetokenizeKind(string name) : IGoldenKind
{
    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        outputs.AddDecoded(golden.OpenTokenizer(), golden.IdLists());
    }
}
