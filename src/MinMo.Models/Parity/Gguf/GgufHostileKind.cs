using MinMo.Models.Checkpoints.Gguf;

namespace MinMo.Models.Parity.Gguf;

internal sealed class GgufHostileKind : IGoldenKind
{
    public string Name => "gguf.hostile";

    public void Run(GoldenCase golden, GoldenOutputs outputs) => HostileFiles.Judge(golden, outputs, GgufFile.Open);
}
