using MinMo.Models.CosyVoice.Flow;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.CosyVoiceFlow;

/// <summary>Tokens to frames in one call.</summary>
internal sealed class FlowKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.flow";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var mel = golden.Flow().Whole(
            golden.Prompt(), golden.Tokens("tokens"), golden.Flag("streaming"), golden.Flag("finalize"));
        outputs.Add("mel", mel.unsqueeze(0));
    }
}

/// <summary>The reference's calls of one utterance. Those with chunk masks are given what our stream makes, mask chunk by
/// mask chunk with its caches; only the last call, which has full attention, is computed anew from the first token.</summary>
internal sealed class FlowStreamKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.stream";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var (flow, prompt, tokens) = (golden.Flow(), golden.Prompt(), golden.Tokens("tokens"));
        var calls = Calls(golden, tokens.Length, prompt.Tokens.Count);
        var single = Streamed(flow, prompt, tokens);                                              // [bands, frames]
        var whole = flow.Whole(prompt, tokens, chunked: false, final: true);                      // [bands, frames]
        var ratio = flow.Configuration.FramesPerToken;
        var chunks = calls.ConvertAll(call => (call.Chunked ? single : whole)
            .narrow(1, ratio * call.Offset, ratio * call.NewTokens(flow.Configuration.Encoder.LookAhead)));
        for (var number = 0; number < chunks.Count; number++)
        {
            outputs.Add($"chunk.{number}", chunks[number].unsqueeze(0));
        }

        outputs.Add("mel", cat(chunks, 1).unsqueeze(0));
        outputs.Add("single", single.unsqueeze(0));
        outputs.Add("whole", whole.unsqueeze(0));
        outputs.AddJson("calls", calls.Zip(chunks, static (call, chunk) => new
        {
            offset = call.Offset,
            tokens = call.Tokens,
            streaming = call.Chunked,
            finalize = call.Final,
            frames = chunk.shape[1],
        }));
    }

    private static List<FlowCall> Calls(GoldenCase golden, int tokens, int promptTokens)
    {
        var settings = new HopSettings(
            golden.Integer("token_hop_len"),
            golden.Integer("token_max_hop_len"),
            golden.Integer("stream_scale_factor"),
            golden.Flow().Configuration.Encoder.LookAhead);
        var schedule = new HopSchedule(settings, promptTokens);
        var calls = new List<FlowCall>();
        while (schedule.Next(tokens, ended: true) is { } call)
        {
            calls.Add(call);
        }

        return calls;
    }

    private static Tensor Streamed(TokenFlow flow, FlowPrompt prompt, int[] tokens)
    {
        using var stream = flow.Begin(prompt);
        var pieces = new List<Tensor>();
        foreach (var token in tokens)
        {
            stream.Append([token]);
            if (stream.IsReady)
            {
                pieces.Add(flow.Step([stream])[0]);
            }
        }

        stream.Complete();
        while (stream.IsReady)
        {
            pieces.Add(flow.Step([stream])[0]);
        }

        return cat(pieces, 1);
    }
}
