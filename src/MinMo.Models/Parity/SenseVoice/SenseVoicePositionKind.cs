using MinMo.Models.SenseVoice;

namespace MinMo.Models.Parity.SenseVoice;

internal sealed class SenseVoicePositionKind : IGoldenKind
{
    public string Name => "sensevoice.position";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var length = golden.Parameters.GetProperty("length").GetInt32();
        var width = golden.Parameters.GetProperty("dim").GetInt32();
        var outputs = new GoldenOutputs();
        outputs.Add("encoding", [length, width], SinusoidalPositions.Table(length, width));
        return outputs;
    }
}
