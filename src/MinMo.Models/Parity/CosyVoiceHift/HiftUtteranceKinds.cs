using MinMo.Models.CosyVoice.Flow;
using MinMo.Models.CosyVoice.Vocoder;
using MinMo.Models.Parity.CosyVoiceFlow;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.CosyVoiceHift;

/// <summary>Frames and a given excitation to samples.</summary>
internal sealed class HiftDecodeKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.decode";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        outputs.Add("wav", golden.Vocoder().Decode(golden.Input("mel"), golden.Input("source")));
    }
}

/// <summary>Frames to samples.</summary>
internal sealed class HiftVocodeKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.vocode";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var mel = golden.Input("mel");
        if (golden.Parameters.TryGetProperty("speed", out var speed) && speed.GetDouble() != 1)
        {
            mel = HiftVocoder.AtSpeed(mel, speed.GetDouble());
        }

        var (wave, source) = golden.Vocoder().Render(mel, golden.Noise(), golden.Noise("cache_source"));
        outputs.Add("wav", wave);
        outputs.Add("source", source);
    }
}

/// <summary>An utterance in chunks.</summary>
internal sealed class HiftStreamKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.stream";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var vocoder = golden.Vocoder();
        using var streamed = new StreamedVocoder(vocoder);
        using var stream = new HiftStream(0);
        var (count, before) = (golden.Integer("chunks"), 0);
        for (var number = 0; number < count; number++)
        {
            var mel = golden.Input($"mel.{number}")[0]; // [bands, t]
            var samples = (before + mel.shape[1]) * vocoder.Configuration.FrameSamples;
            var noise = golden.Noise($"noise.{number}")?[0] ?? zeros(samples, vocoder.Configuration.Sines);
            var chunk = new HiftChunk(stream, mel, Last: number == count - 1) { Noise = noise };
            outputs.Add($"wav.{number}", streamed.Step([chunk])[0].unsqueeze(0));
            before = StreamedVocoder.OverlapFrames;
        }
    }
}

/// <summary>Which calls utterances are cut into, and how many samples each gives.</summary>
internal sealed class HiftScheduleKind : IGoldenKind
{
    private const int FramesPerToken = 2;
    private const int FrameSamples = 480;

    public string Name => "cosyvoice2-hift.schedule";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var settings = new HopSettings();
        var (hop, calls, streams) = (settings.First, new List<object>(), golden.Flag("stream"));
        int[] utterances = [.. golden.Parameters.GetProperty("utterances").EnumerateArray().Select(tokens => tokens.GetInt32())];
        for (var utterance = 0; utterance < utterances.Length; utterance++)
        {
            var schedule = new HopSchedule(settings with { First = hop }, golden.Integer("prompt_tokens"));
            var cut = streams
                ? Calls(schedule, utterances[utterance])
                : [new FlowCall(0, utterances[utterance], Chunked: false, Final: true)];
            calls.AddRange(cut.Select(call => Describe(call, utterance, settings.LookAhead)));
            hop = schedule.Hop;
        }

        outputs.AddJson("calls", calls);
    }

    private static IEnumerable<FlowCall> Calls(HopSchedule schedule, int tokens)
    {
        while (schedule.Next(tokens, ended: true) is { } call)
        {
            yield return call;
        }
    }

    private static object Describe(FlowCall call, int utterance, int lookAhead)
    {
        var frames = (FramesPerToken * call.NewTokens(lookAhead)) + (call.Offset == 0 ? 0 : StreamedVocoder.OverlapFrames);
        return new
        {
            utterance,
            tokens = call.Tokens,
            token_offset = call.Offset,
            streaming = call.Chunked,
            finalize = call.Final,
            vocoder_frames = frames,
            samples = FrameSamples * (frames - (call.Final ? 0 : StreamedVocoder.OverlapFrames)),
        };
    }
}
