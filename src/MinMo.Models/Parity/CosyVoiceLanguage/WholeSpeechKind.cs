using System.Text.Json;
using MinMo.Models.CosyVoice.Language;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

internal sealed class WholeSpeechKind : IGoldenKind
{
    public string Name => "cosyvoice2-lm.whole";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var run = new GoldenSpeech(golden);
        var speech = new WholeSpeech(
            run.Configuration,
            golden.InputsJson.GetProperty("text").Deserialize<int[]>()!,
            run.Prompt,
            golden.Parameters.GetProperty("min_ratio").GetDouble(),
            golden.Parameters.GetProperty("max_ratio").GetDouble());
        run.Run(speech);
        run.AddTo(outputs, speech, error: null);
    }
}
