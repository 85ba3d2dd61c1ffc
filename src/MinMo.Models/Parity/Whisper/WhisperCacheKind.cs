using MinMo.Models.Whisper;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.Whisper;

/// <summary>Given states and tokens to logits, in several calls through the cache.</summary>
internal sealed class WhisperCacheKind : IGoldenKind
{
    public string Name => "whisper.cache";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var network = WhisperNetwork.Open(golden.RequireCheckpoint());
        var states = golden.Inputs["encoder"].ToTorch(); // [b, s, d]
        var tokens = golden.Inputs["tokens"].ToTorch(); // [b, l]
        var items = states.shape[0];
        using var cache = network.Decoder.Begin(states, WhisperGolden.Each(items, states.shape[1]));
        var (logits, position) = (new List<Tensor>(), 0L);
        foreach (var step in golden.Parameters.GetProperty("steps").EnumerateArray())
        {
            var count = step.GetInt32();
            var rows = network.Decoder.Append(
                tokens.narrow(1, position, count), WhisperGolden.Each(items, count), cache);
            logits.Add(network.Decoder.Logits(rows)); // [b, count, vocabulary]
            position += count;
        }

        outputs.Add("logits", cat(logits, 1));
    }
}
