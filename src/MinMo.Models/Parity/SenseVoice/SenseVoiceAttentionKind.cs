using MinMo.Models.Checkpoints;
using MinMo.Models.SpeechEncoder;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.SenseVoice;

/// <summary>SAN-M attention alone, or with <c>sensevoice.layer</c> a whole layer.</summary>
internal sealed class SenseVoiceAttentionKind(string name, bool isWholeLayer) : IGoldenKind
{
    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var prefix = golden.Parameters.GetProperty("prefix").GetString()!;
        var configuration = golden.ReadFolder().Configuration;
        var sizes = prefix.Contains("encoders0", StringComparison.Ordinal) ? configuration.FirstLayer : configuration.Layer;
        using nn.Module<Tensor, WholeSanm, Tensor> module = isWholeLayer ? new SanmLayer(sizes) : new SanmAttention(sizes);
        ModuleFolder.Load(module, golden.OpenWeights().StateDict(), $"{prefix}.");
        var x = golden.Inputs["x"].ToTorch(); // [b, t, in]
        using var context = new WholeSanm(golden.PerItem("lengths"), (int)x.shape[1]);
        outputs.Add("output", module.call(x, context)); // [b, t, d], all rows count
    }
}
