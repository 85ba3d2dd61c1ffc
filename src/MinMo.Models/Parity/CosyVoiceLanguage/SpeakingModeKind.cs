using System.Text.Json;
using System.Text.Json.Nodes;
using MinMo.Models.CosyVoice.Prompts;
using MinMo.Models.CosyVoice.Text;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

internal sealed class SpeakingModeKind : IGoldenKind
{
    public string Name => "cosyvoice2-lm.mode";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var plan = Plan(golden, new SpeakingModes(CosyVoiceTokenizer.Open(golden.RequireCheckpoint())));
        var answer = Ids(golden, "lm_answer");
        outputs.AddJson("lm", plan.Calls.Select(Describe));
        outputs.AddJson("flow", plan.Source is { } source
            ? [Describe(plan.Voice, source)]
            : plan.Calls.Select(_ => Describe(plan.Voice, answer)).ToArray());
        outputs.Add("flow.embedding", [1, plan.Voice.Speaker.Count], [.. plan.Voice.Speaker]);
        if (plan.Voice.Mel is { Count: > 0 } mel)
        {
            outputs.Add("flow.prompt_mel", [mel.Count, mel[0].Length], [.. mel.SelectMany(frame => frame)]);
        }
    }

    private static SpeakingPlan Plan(GoldenCase golden, SpeakingModes modes)
    {
        var mode = golden.Parameters.GetProperty("mode").GetString()!;
        var audio = Recording(golden);
        if (Text(golden, "speaker") == "saved")
        {
            var speaker = modes.Save(Text(golden, "saved_text"), audio);
            return mode switch
            {
                "zero_shot" => modes.ZeroShot(Request(golden), speaker),
                "cross_lingual" => modes.CrossLingual(Request(golden), speaker.Audio),
                "instruct2" => modes.Instruct(Request(golden), speaker),
                _ => throw new NotSupportedException($"the mode '{mode}' with a saved speaker is not supported"),
            };
        }

        return mode switch
        {
            "zero_shot" => modes.ZeroShot(Request(golden), Text(golden, "prompt_text"), audio),
            "cross_lingual" => modes.CrossLingual(Request(golden), audio),
            "instruct2" => modes.Instruct(Request(golden), Text(golden, "instruct_text"), audio),
            "sft" => modes.Fixed(Request(golden), golden.Inputs["speaker_embedding"].Floats),
            "vc" => SpeakingModes.Convert(Ids(golden, "source_tokens"), audio),
            _ => throw new NotSupportedException($"the mode '{mode}' is not supported"),
        };
    }

    private static SpeechRequest Request(GoldenCase golden)
    {
        var input = golden.InputsJson;
        var request = input.TryGetProperty("tts_pieces", out var pieces)
            ? SpeechRequest.Arriving(pieces.Deserialize<string[]>()!)
            : SpeechRequest.Of(Text(golden, "tts_text"));
        return request with { AppliesTextRules = !input.TryGetProperty("text_frontend", out var rules) || rules.GetBoolean() };
    }

    private static PromptAudio Recording(GoldenCase golden)
    {
        var mel = golden.Inputs["mel"]; // [frames, bands]
        return new PromptAudio
        {
            Speaker = golden.Inputs["embedding"].Floats,
            Tokens = Ids(golden, "speech_tokens"),
            Mel = [.. mel.Floats.Chunk((int)mel.Shape[1])],
        };
    }

    private static JsonObject Describe(LanguageCall call)
    {
        var described = new JsonObject
        {
            ["kind"] = call.IsStreamed ? "bistream" : "whole",
            ["prompt_text"] = JsonSerializer.SerializeToNode(call.Prompt.Text),
            ["prompt_speech"] = JsonSerializer.SerializeToNode(call.Prompt.Speech),
        };
        described.Add(call.IsStreamed ? "pieces" : "text", call.IsStreamed
            ? JsonSerializer.SerializeToNode(call.Text.Select(id => new[] { id }))
            : JsonSerializer.SerializeToNode(call.Text));
        return described;
    }

    private static JsonObject Describe(PromptAudio voice, IReadOnlyList<int> tokens) => new()
    {
        ["token"] = JsonSerializer.SerializeToNode(tokens),
        ["prompt_token"] = JsonSerializer.SerializeToNode(voice.Tokens),
        ["prompt_frames"] = voice.Mel.Count,
        ["streaming"] = false,
        ["finalize"] = true,
    };

    private static string Text(GoldenCase golden, string name)
        => golden.InputsJson.TryGetProperty(name, out var text) ? text.GetString() ?? string.Empty : string.Empty;

    private static int[] Ids(GoldenCase golden, string name) => golden.InputsJson.GetProperty(name).Deserialize<int[]>()!;
}
