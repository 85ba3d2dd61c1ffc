using System.Text.Json.Nodes;
using MinMo.Models.SenseVoice;

namespace MinMo.Models.Parity.SenseVoice;

internal sealed class RichTextKind : IGoldenKind
{
    public string Name => "sensevoice.rich";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var written = golden.InputsJson.EnumerateArray().Select(text => (JsonNode)RichText.Write(text.GetString()!));
        outputs.Json = new JsonArray([.. written]);
    }
}
