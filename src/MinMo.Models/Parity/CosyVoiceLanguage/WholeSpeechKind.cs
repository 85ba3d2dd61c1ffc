using System.Text.Json;
using MinMo.Models.CosyVoice.Language;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

internal sealed class WholeSpeechKind : IGoldenKind
{
    public string Name => "cosyvoice2-lm.whole";

    public GoldenOutputs Run(GoldenCase golden)
    {
        using var run = new GoldenSpeech(golden);
        var speech = new WholeSpeech(
            run.Configuration,
            golden.InputsJson.GetProperty("text").Deserialize<int[]>()!,
            run.Prompt,
            golden.Parameters.GetProperty("min_ratio").GetDouble(),
            golden.Parameters.GetProperty("max_ratio").GetDouble());
        run.Run(speech);
        return run.Outputs(speech, error: null);
    }
}
