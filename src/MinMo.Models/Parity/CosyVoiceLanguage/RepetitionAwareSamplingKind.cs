using System.Text.Json;
using MinMo.Models.Sampling;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

internal sealed class RepetitionAwareSamplingKind : IGoldenKind
{
    public string Name => "cosyvoice2-lm.sampling";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var scores = golden.Inputs["scores"].Floats;
        var history = golden.InputsJson.GetProperty("history").Deserialize<int[]>()!;
        var draws = golden.InputsJson.GetProperty("draws").Deserialize<int[]>()!;
        var sampler = new RepetitionAwareSampler(ReadOptions(golden), static () => 0);
        int[] kept = [.. sampler.Keep(scores, out var probabilities)];
        outputs.AddJson("kept", kept);
        outputs.Add("kept.probabilities", [kept.Length], probabilities.ToArray());
        var first = kept[draws[0]];
        var redrawn = sampler.IsRepetition(first, history);
        outputs.AddJson("first", first);
        outputs.AddJson("redrawn", redrawn);
        outputs.AddJson("id", redrawn ? draws[1] : first);
        if (redrawn)
        {
            outputs.Add("redraw.probabilities", [scores.Length], sampler.Without(scores, first).ToArray());
        }
    }

    private static RepetitionAwareOptions ReadOptions(GoldenCase golden) => new()
    {
        TopP = golden.Parameters.GetProperty("top_p").GetDouble(),
        TopK = golden.Parameters.GetProperty("top_k").GetInt32(),
        Window = golden.Parameters.GetProperty("win_size").GetInt32(),
        Share = golden.Parameters.GetProperty("tau_r").GetDouble(),
    };
}
