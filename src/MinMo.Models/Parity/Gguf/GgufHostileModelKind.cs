using MinMo.Models.Checkpoints.Gguf;

namespace MinMo.Models.Parity.Gguf;

internal sealed class GgufHostileModelKind : IGoldenKind
{
    public string Name => "gguf.hostile_model";

    public void Run(GoldenCase golden, GoldenOutputs outputs) => HostileFiles.Judge(golden, outputs, GgufDecoderCheckpoint.Open);
}
