using System.Text.Json;
using System.Text.Json.Nodes;
using MinMo.Models.CosyVoice.Text;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

internal sealed class CosyVoiceTextKind : IGoldenKind
{
    public string Name => "cosyvoice2-lm.text";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var rules = new SpokenText(CosyVoiceTokenizer.Open(golden.RequireCheckpoint()));
        var outputs = new GoldenOutputs();
        outputs.AddJson("results", golden.InputsJson.GetProperty("cases").EnumerateArray()
            .Select(text => new JsonObject { ["result"] = Apply(rules, text) }));
        return outputs;
    }

    private static JsonNode? Apply(SpokenText rules, JsonElement input)
    {
        var text = input.GetProperty("text").GetString()!;
        var applies = input.GetProperty("text_frontend").GetBoolean();
        return input.GetProperty("split").GetBoolean()
            ? JsonSerializer.SerializeToNode(applies ? rules.Split(text) : [text])
            : applies ? SpokenText.Normalize(text) : text;
    }
}
