using MinMo.Audio.Spectra;

namespace MinMo.Models.Parity.Audio;

internal sealed class FrameStackingKind : IGoldenKind
{
    public string Name => "sensevoice.lfr";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var features = golden.Inputs["features"];
        var bands = (int)features.Shape[1];
        var stacking = new FrameStacking(
            bands, golden.Parameters.GetProperty("lfr_m").GetInt32(), golden.Parameters.GetProperty("lfr_n").GetInt32());
        foreach (var length in golden.Lengths())
        {
            var rows = new float[stacking.RowCount(length) * stacking.RowWidth];
            stacking.Write(features.Floats.AsSpan(0, length * bands), rows);
            outputs.Add($"lfr.{length}", [stacking.RowCount(length), stacking.RowWidth], rows);
        }
    }
}
