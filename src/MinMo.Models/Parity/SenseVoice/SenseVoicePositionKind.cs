using MinMo.Models.SenseVoice;

namespace MinMo.Models.Parity.SenseVoice;

internal sealed class SenseVoicePositionKind : IGoldenKind
{
    public string Name => "sensevoice.position";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var length = golden.Parameters.GetProperty("length").GetInt32();
        var width = golden.Parameters.GetProperty("dim").GetInt32();
        outputs.Add("encoding", [length, width], SinusoidalPositions.Table(length, width));
    }
}
