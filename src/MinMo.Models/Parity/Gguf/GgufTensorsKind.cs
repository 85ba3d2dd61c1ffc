using MinMo.Models.Checkpoints;
using MinMo.Models.Checkpoints.Gguf;

namespace MinMo.Models.Parity.Gguf;

internal sealed class GgufTensorsKind : IGoldenKind
{
    public string Name => "gguf.tensors";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var file = GgufFile.Open(golden.CheckpointFile());
        foreach (var entry in file.Tensors.Values)
        {
            outputs.Add(entry.Name, entry.Shape.AsSpan(), file.ReadFloat32(entry.Name));
        }
    }
}
