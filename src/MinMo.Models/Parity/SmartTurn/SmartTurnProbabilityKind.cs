using MinMo.Models.SmartTurn;

namespace MinMo.Models.Parity.SmartTurn;

internal sealed class SmartTurnProbabilityKind : IGoldenKind
{
    private readonly LoadedModels<SmartTurnModel> _models = new(static file => SmartTurnModel.Load(file));

    public string Name => "smartturn.probability";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var file = golden.Parameters.GetProperty("model").GetString()!;
        var waves = Enumerable.Range(0, golden.Inputs.Count)
            .Select(at => (ReadOnlyMemory<float>)GoldenWave.ToSamples(golden.Inputs[$"waveform.{at}"]))
            .ToArray();
        outputs.Add("probability", [waves.Length], _models.Get(Path.Combine(golden.RequireCheckpoint(), file)).Assess(waves));
    }
}
