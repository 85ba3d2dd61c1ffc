using MinMo.Models.Sampling;

namespace MinMo.Models.Parity.Qwen2;

internal sealed class Qwen2SamplingKind : IGoldenKind
{
    public string Name => "qwen2.sampling";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var sampler = new TokenSampler(ReadOptions(golden), seed: 0);
        var logits = golden.Inputs["logits"]; // [rows, vocabulary]
        var history = golden.Inputs["history"]; // [rows, ids]
        var (rows, vocabulary, length) = ((int)logits.Shape[0], (int)logits.Shape[1], (int)history.Shape[1]);
        var probabilities = new float[logits.Floats.Length];
        var kept = new int[rows][];
        for (var row = 0; row < rows; row++)
        {
            var ids = Array.ConvertAll(history.Integers[(row * length)..((row + 1) * length)], id => (int)id);
            var target = probabilities.AsSpan(row * vocabulary, vocabulary);
            sampler.Filter(logits.Floats.AsSpan(row * vocabulary, vocabulary), ids, target);
            kept[row] = KeptIds(target);
            TokenSampler.Normalize(target);
        }

        outputs.Add("probabilities", logits.Shape.AsSpan(), probabilities);
        outputs.AddJson("kept", kept);
    }

    private static int[] KeptIds(ReadOnlySpan<float> scores)
    {
        var ids = new List<int>();
        for (var id = 0; id < scores.Length; id++)
        {
            if (scores[id] > float.NegativeInfinity)
            {
                ids.Add(id);
            }
        }

        return [.. ids];
    }

    private static SamplingOptions ReadOptions(GoldenCase golden) => new()
    {
        RepetitionPenalty = golden.Parameters.GetProperty("repetition_penalty").GetDouble(),
        Temperature = golden.Parameters.GetProperty("temperature").GetDouble(),
        TopK = golden.Parameters.GetProperty("top_k").GetInt32(),
        TopP = golden.Parameters.GetProperty("top_p").GetDouble(),
    };
}
