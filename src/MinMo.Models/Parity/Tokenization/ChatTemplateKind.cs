namespace MinMo.Models.Parity.Tokenization;

internal sealed class ChatTemplateKind(string name) : IGoldenKind
{
    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var tokenizer = golden.OpenTokenizer();
        var template = golden.OpenChatTemplate();
        var texts = golden.Conversations().ConvertAll(template.Render);
        outputs.AddJson("texts", texts);
        outputs.AddJson("ids", texts.ConvertAll(tokenizer.Encode));
    }
}
