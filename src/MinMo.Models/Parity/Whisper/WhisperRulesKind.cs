using System.Numerics.Tensors;
using MinMo.Models.Whisper;

namespace MinMo.Models.Parity.Whisper;

/// <summary>Logits to the best token that is allowed.</summary>
internal sealed class WhisperRulesKind : IGoldenKind
{
    public string Name => "whisper.rules";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var rules = new WhisperTokenRules(WhisperGenerationSettings.Read(golden.RequireCheckpoint()));
        var logits = golden.Inputs["logits"]; // [b, steps, vocabulary]
        var (items, steps, vocabulary) = ((int)logits.Shape[0], (int)logits.Shape[1], (int)logits.Shape[2]);
        var values = logits.Floats;
        int Best(int item, int step)
        {
            var row = values.AsSpan(((item * steps) + step) * vocabulary, vocabulary);
            rules.Apply(row, first: step == 0);
            return TensorPrimitives.IndexOfMax<float>(row);
        }

        outputs.AddJson(
            "ids",
            Enumerable.Range(0, items).Select(item => Enumerable.Range(0, steps).Select(step => Best(item, step)).ToArray())
                .ToArray());
    }
}
