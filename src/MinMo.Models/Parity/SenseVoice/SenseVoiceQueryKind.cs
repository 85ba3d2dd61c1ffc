using System.Text.Json.Nodes;
using MinMo.Models.SenseVoice;

namespace MinMo.Models.Parity.SenseVoice;

internal sealed class SenseVoiceQueryKind : IGoldenKind
{
    public string Name => "sensevoice.query";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var queries = golden.InputsJson.EnumerateArray().Select(asked => SenseVoiceQuery.For(
            asked.GetProperty("language").GetString()!,
            asked.GetProperty("text_norm").GetString() is { } style ? style == "withitn" : asked.GetProperty("use_itn").GetBoolean()));
        return new GoldenOutputs { Json = new JsonArray([.. queries.Select(query => SenseVoiceGoldens.Numbers(query.Ids))]) };
    }
}
