using MinMo.Models.Checkpoints.Gguf;

namespace MinMo.Models.Parity.Gguf;

internal sealed class GgufHostileKind : IGoldenKind
{
    public string Name => "gguf.hostile";

    public GoldenOutputs Run(GoldenCase golden) => HostileFiles.Judge(golden, GgufFile.Open);
}
