using System.Text.Json;
using System.Text.Json.Nodes;
using MinMo.Models.CosyVoice.Text;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

internal sealed class CosyVoiceTextKind : IGoldenKind
{
    public string Name => "cosyvoice2-lm.text";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var rules = new SpokenText(CosyVoiceTokenizer.Open(golden.RequireCheckpoint()));
        outputs.AddJson("results", golden.InputsJson.GetProperty("cases").EnumerateArray()
            .Select(text => new JsonObject { ["result"] = Apply(rules, text) }));
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
