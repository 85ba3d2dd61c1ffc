using MinMo.Models.SenseVoice;

namespace MinMo.Models.Parity.SenseVoice;

internal sealed class SenseVoiceNormalizationKind : IGoldenKind
{
    public string Name => "sensevoice.cmvn";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var features = golden.Inputs["features"];
        var width = (int)features.Shape[1];
        var normalization = FeatureNormalization.Read(Path.Combine(golden.RequireCheckpoint(), "am.mvn"), width);
        var normalized = (float[])features.Floats.Clone();
        normalization.Apply(normalized);
        outputs.Add("shift", [width], normalization.Shift.ToArray());
        outputs.Add("scale", [width], normalization.Scale.ToArray());
        outputs.Add("normalized", features.Shape.AsSpan(), normalized);
    }
}
