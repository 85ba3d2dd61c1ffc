using System.Text.Json;
using System.Text.Json.Nodes;
using MinMo.Models.SileroVad;

namespace MinMo.Models.Parity.Silero;

internal sealed class SileroSegmentsKind : IGoldenKind
{
    public string Name => "silero.segments";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var settings = new SpeechSegmenterSettings(
            golden.Parameters.GetProperty("on").GetSingle(),
            golden.Parameters.GetProperty("off").GetSingle(),
            golden.Parameters.GetProperty("speech").GetInt32(),
            golden.Parameters.GetProperty("silence").GetInt32());
        var lists = golden.InputsJson.EnumerateArray().Select(list => (JsonNode)Segments(list, settings));
        outputs.Json = new JsonArray([.. lists]);
    }

    private static JsonArray Segments(JsonElement probabilities, SpeechSegmenterSettings settings)
    {
        var segmenter = new SpeechSegmenter(settings);
        var segments = new JsonArray();
        foreach (var probability in probabilities.EnumerateArray())
        {
            if (segmenter.Next(probability.GetSingle()) == SpeechChange.Ended)
            {
                segments.Add(new JsonArray(segmenter.Segment.Start, segmenter.Segment.End));
            }
        }

        if (segmenter.Speaking)
        {
            segments.Add(new JsonArray(segmenter.Segment.Start, segmenter.Segment.End));
        }

        return segments;
    }
}
