using MinMo.Models.Ctc;

namespace MinMo.Models.Parity.SenseVoice;

internal sealed class SenseVoiceAlignKind : IGoldenKind
{
    public string Name => "sensevoice.align";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var logProbabilities = golden.Inputs["log_probs"]; // [b, t, c]
        var (items, rows, units) = ((int)logProbabilities.Shape[0], (int)logProbabilities.Shape[1], (int)logProbabilities.Shape[2]);
        var targets = golden.PerItem("targets"); // [b, l]
        var length = targets.Length / items;
        var blank = golden.Parameters.GetProperty("blank").GetInt32();
        var labels = new long[items * rows];
        Array.Fill(labels, blank);
        for (var item = 0; item < items; item++)
        {
            var said = targets.AsSpan(item * length, length);
            var places = CtcAlignment.Align(logProbabilities.Floats.AsSpan(item * rows * units, rows * units), units, said, blank)!;
            for (var unit = 0; unit < places.Length; unit++)
            {
                var (first, last) = places[unit];
                labels.AsSpan((item * rows) + first, last - first + 1).Fill(said[unit]);
            }
        }

        outputs.Add("alignment", [items, rows], labels);
    }
}
