using MinMo.Models.Language;

namespace MinMo.Models.Parity.Decoders;

/// <summary>RMSNorm alone: <c>qwen2.rms_norm</c>.</summary>
internal sealed class DecoderNormKind(string name) : IGoldenKind
{
    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var type = GoldenDecoder.TypeOf(golden.Parameters);
        var weight = golden.Inputs["weight"].ToTorch().to(type);
        using var norm = new RmsNormalization(
            (int)weight.shape[0], golden.Parameters.GetProperty("eps").GetDouble(), type);
        norm.get_parameter("weight")!.copy_(weight);
        outputs.Add("y", norm.call(golden.Inputs["x"].ToTorch().to(type)));
    }
}
