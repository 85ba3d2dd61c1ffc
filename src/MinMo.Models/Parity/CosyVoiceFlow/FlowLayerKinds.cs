using MinMo.Models.CosyVoice.Flow;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.CosyVoiceFlow;

/// <summary>Speaker vectors, normalised and projected.</summary>
internal sealed class FlowSpeakerKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.speaker";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var outputs = new GoldenOutputs();
        outputs.Add("spks", golden.Flow().Speaker(golden.Input("embedding")));
        return outputs;
    }
}

/// <summary>One attention with relative positions.</summary>
internal sealed class RelativeAttentionKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.relative-attention";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var attention = (RelativeAttention)GoldenModule.Find(golden.Flow(), golden.Text("module"));
        var x = golden.Input("x"); // [1, t, d]
        using var context = new WholeFrames([(int)x.shape[1]], new ChunkMask(golden.Integer("chunk")));
        var outputs = new GoldenOutputs();
        outputs.Add("scores", attention.Scores(x));
        outputs.Add("out", attention.call(x, context));
        return outputs;
    }
}

/// <summary>The embedding of the solver's times.</summary>
internal sealed class FlowTimeEmbeddingKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.time-embedding";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var outputs = new GoldenOutputs();
        outputs.Add("embedding", golden.Flow().Estimator.EmbedTime(golden.Input("t")));
        return outputs;
    }
}

/// <summary>One feed-forward layer of the estimator.</summary>
internal sealed class FlowFeedForwardKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.feed-forward";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var layer = (nn.Module<Tensor, Tensor>)GoldenModule.Find(golden.Flow(), golden.Text("module"));
        var outputs = new GoldenOutputs();
        outputs.Add("out", layer.call(golden.Input("x")));
        return outputs;
    }
}
