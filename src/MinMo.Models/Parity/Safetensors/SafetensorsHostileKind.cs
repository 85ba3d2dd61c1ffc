using MinMo.Models.Checkpoints;

namespace MinMo.Models.Parity.Safetensors;

internal sealed class SafetensorsHostileKind : IGoldenKind
{
    public string Name => "safetensors.hostile";

    public void Run(GoldenCase golden, GoldenOutputs outputs) => HostileFiles.Judge(golden, outputs, SafetensorsFile.Open);
}
