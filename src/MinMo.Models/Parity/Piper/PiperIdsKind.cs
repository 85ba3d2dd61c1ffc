using System.Text.Json.Nodes;
using MinMo.Models.Piper;

namespace MinMo.Models.Parity.Piper;

internal sealed class PiperIdsKind : IGoldenKind
{
    public string Name => "piper.ids";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var description = Directory.GetFiles(golden.RequireCheckpoint(), "*.onnx.json").Single();
        var ids = new PiperPhonemeIds(PiperVoiceConfiguration.Load(description));
        var lists = golden.InputsJson.EnumerateArray()
            .Select(phonemes => (JsonNode)new JsonArray([.. ids.Encode(phonemes.GetString()!).Select(static id => (JsonNode)id)]));
        outputs.Json = new JsonArray([.. lists]);
    }
}
