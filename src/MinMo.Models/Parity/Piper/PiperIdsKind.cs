using System.Text.Json.Nodes;
using MinMo.Models.Piper;

namespace MinMo.Models.Parity.Piper;

internal sealed class PiperIdsKind : IGoldenKind
{
    public string Name => "piper.ids";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var description = Directory.GetFiles(golden.RequireCheckpoint(), "*.onnx.json").Single();
        var ids = new PiperPhonemeIds(PiperVoiceConfiguration.Load(description));
        var lists = golden.InputsJson.EnumerateArray()
            .Select(phonemes => (JsonNode)new JsonArray([.. ids.Encode(phonemes.GetString()!).Select(static id => (JsonNode)id)]));
        return new GoldenOutputs { Json = new JsonArray([.. lists]) };
    }
}
