using MinMo.Models.SmartTurn;

namespace MinMo.Models.Parity.SmartTurn;

internal sealed class SmartTurnFeaturesKind : IGoldenKind
{
    private readonly SmartTurnFeatures _features = new();

    public string Name => "smartturn.features";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        outputs.Add(
            "features",
            [SmartTurnFeatures.Bands, SmartTurnFeatures.Frames],
            _features.Compute(GoldenWave.ToSamples(golden.Inputs["waveform"])));
    }
}
