using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;
using MinMo.Models.Parity;
using MinMo.Models.Parity.Decoders;

namespace MinMo.Models.Tests.Language;

/// <summary>Runs a golden on the graph with float32 weights, written to a folder of its own.</summary>
internal sealed class OnnxGoldenDecoder(string folder) : GoldenDecoder
{
    public override IDecoderExecutor Open(DecoderCheckpoint checkpoint, GoldenCase golden, int lanes, int length)
    {
        var target = new OnnxDecoderFolder(folder);
        target.Write(checkpoint.Weights, checkpoint.Configuration, WeightPrecision.Float32);
        return OnnxDecoder.Open(target, lanes, length, new OnnxSessionSettings());
    }
}
