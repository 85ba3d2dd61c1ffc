using System.Text.Json;
using MinMo.Models.CosyVoice.Language;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

/// <param name="type">Of the transformer.</param>
internal sealed class SpeechBackboneKind(ScalarType type = ScalarType.Float32) : IGoldenKind
{
    public string Name => "cosyvoice2-lm.backbone";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var rows = golden.Inputs["rows"]; // [t, d]
        var width = (int)rows.Shape[1];
        using var model = SpeechLanguageModel.Open(golden.RequireCheckpoint(), lanes: 1, (int)rows.Shape[0], type);
        var (hidden, logits, past) = (new List<float>(), new List<float>(), 0);
        foreach (var count in golden.Parameters.GetProperty("chunks").Deserialize<int[]>()!)
        {
            var scores = model.StepEmbedded(0, past, rows.Floats[(past * width)..((past + count) * width)]);
            for (var row = 0; row < count; row++)
            {
                hidden.AddRange(scores.Hidden(row));
                logits.AddRange(scores.Logits(row));
            }

            past += count;
        }

        outputs.Add("hidden", rows.Shape.AsSpan(), [.. hidden]);
        outputs.Add("logits", [rows.Shape[0], model.Configuration.IdCount], [.. logits]);
    }
}
