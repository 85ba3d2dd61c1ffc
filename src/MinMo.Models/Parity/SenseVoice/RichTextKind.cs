using System.Text.Json.Nodes;
using MinMo.Models.SenseVoice;

namespace MinMo.Models.Parity.SenseVoice;

internal sealed class RichTextKind : IGoldenKind
{
    public string Name => "sensevoice.rich";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var written = golden.InputsJson.EnumerateArray().Select(text => (JsonNode)RichText.Write(text.GetString()!));
        return new GoldenOutputs { Json = new JsonArray([.. written]) };
    }
}
