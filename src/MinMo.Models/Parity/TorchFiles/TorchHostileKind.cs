using MinMo.Models.Checkpoints.TorchFiles;

namespace MinMo.Models.Parity.TorchFiles;

internal sealed class TorchHostileKind : IGoldenKind
{
    public string Name => "torchzip.hostile";

    public GoldenOutputs Run(GoldenCase golden) => HostileFiles.Judge(golden, TorchFile.Open);
}
