using MinMo.Models.CosyVoice.Prompts;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

internal sealed class PromptAlignmentKind : IGoldenKind
{
    public string Name => "cosyvoice2-lm.alignment";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        outputs.AddJson("results", golden.InputsJson.GetProperty("cases").EnumerateArray()
            .Select(lengths => Align(lengths.GetProperty("frames").GetInt32(), lengths.GetProperty("tokens").GetInt32())));
    }

    private static Dictionary<string, int> Align(int frames, int tokens)
    {
        var audio = new PromptAudio { Speaker = [], Tokens = new int[tokens], Mel = new float[frames][] }.Aligned();
        return new(StringComparer.Ordinal) { ["frames"] = audio.Mel.Count, ["tokens"] = audio.Tokens.Count };
    }
}
