namespace MinMo.Models.Parity.Tokenization;

internal sealed class ChatTemplateKind(string name) : IGoldenKind
{
    public string Name => name;

    public GoldenOutputs Run(GoldenCase golden)
    {
        var tokenizer = golden.OpenTokenizer();
        var template = golden.OpenChatTemplate();
        var texts = golden.Conversations().ConvertAll(template.Render);
        var outputs = new GoldenOutputs();
        outputs.AddJson("texts", texts);
        outputs.AddJson("ids", texts.ConvertAll(tokenizer.Encode));
        return outputs;
    }
}
