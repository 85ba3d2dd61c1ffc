using MinMo.Models.Checkpoints.TorchFiles;

namespace MinMo.Models.Parity.TorchFiles;

internal sealed class TorchHostileKind : IGoldenKind
{
    public string Name => "torchzip.hostile";

    public void Run(GoldenCase golden, GoldenOutputs outputs) => HostileFiles.Judge(golden, outputs, TorchFile.Open);
}
