using MinMo.Models.CosyVoice.Flow;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.CosyVoiceFlow;

/// <summary>Speaker vectors, normalised and projected.</summary>
internal sealed class FlowSpeakerKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.speaker";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        outputs.Add("spks", golden.Flow().Speaker(golden.Input("embedding")));
    }
}

/// <summary>One attention with relative positions.</summary>
internal sealed class RelativeAttentionKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.relative-attention";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var attention = (RelativeAttention)GoldenModule.Find(golden.Flow(), golden.Text("module"));
        var x = golden.Input("x"); // [1, t, d]
        using var context = new WholeFrames([(int)x.shape[1]], new ChunkMask(golden.Integer("chunk")));
        outputs.Add("scores", attention.Scores(x));
        outputs.Add("out", attention.call(x, context));
    }
}

/// <summary>The embedding of the solver's times.</summary>
internal sealed class FlowTimeEmbeddingKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.time-embedding";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        outputs.Add("embedding", golden.Flow().Estimator.EmbedTime(golden.Input("t")));
    }
}

/// <summary>One feed-forward layer of the estimator.</summary>
internal sealed class FlowFeedForwardKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.feed-forward";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var layer = (nn.Module<Tensor, Tensor>)GoldenModule.Find(golden.Flow(), golden.Text("module"));
        outputs.Add("out", layer.call(golden.Input("x")));
    }
}
