using System.Text.Json.Nodes;
using MinMo.Models.SenseVoice;

namespace MinMo.Models.Parity.SenseVoice;

internal sealed class SenseVoiceQueryKind : IGoldenKind
{
    public string Name => "sensevoice.query";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var queries = golden.InputsJson.EnumerateArray().Select(asked => SenseVoiceQuery.For(
            asked.GetProperty("language").GetString()!,
            asked.GetProperty("text_norm").GetString() is { } style ? style == "withitn" : asked.GetProperty("use_itn").GetBoolean()));
        outputs.Json = new JsonArray([.. queries.Select(query => SenseVoiceGoldens.Numbers(query.Ids))]);
    }
}
