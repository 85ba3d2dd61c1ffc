using MinMo.Models.Checkpoints;

namespace MinMo.Models.Parity.Safetensors;

internal sealed class SafetensorsHostileKind : IGoldenKind
{
    public string Name => "safetensors.hostile";

    public GoldenOutputs Run(GoldenCase golden) => HostileFiles.Judge(golden, SafetensorsFile.Open);
}
