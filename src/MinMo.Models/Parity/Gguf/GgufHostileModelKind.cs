using MinMo.Models.Checkpoints.Gguf;

namespace MinMo.Models.Parity.Gguf;

internal sealed class GgufHostileModelKind : IGoldenKind
{
    public string Name => "gguf.hostile_model";

    public GoldenOutputs Run(GoldenCase golden) => HostileFiles.Judge(golden, GgufDecoderCheckpoint.Open);
}
