using MinMo.Models.CosyVoice.Flow;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.CosyVoiceFlow;

/// <summary>Embedded tokens to encoder states.</summary>
internal sealed class FlowEncoderKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.encoder";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var flow = golden.Flow();
        var x = golden.Input("x"); // [1, t, d]
        var hasAhead = golden.Inputs.ContainsKey("context");
        var ahead = hasAhead ? golden.Input("context") : zeros(1, flow.Configuration.Encoder.LookAhead, x.shape[2]);
        var known = (int)(x.shape[1] + (hasAhead ? ahead.shape[1] : 0));
        using var context = new WholeFrames(
            [(int)x.shape[1]], golden.Flag("streaming") ? flow.Configuration.TokenMask : ChunkMask.None);
        outputs.Add("out", flow.Encoder.Encode(cat([x, ahead], 1), [known], context));
    }
}

/// <summary>One velocity, with padding behind the shorter rows.</summary>
internal sealed class FlowEstimatorKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.estimator";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var flow = golden.Flow();
        var mask = golden.Input("mask"); // [b, 1, t]
        int[] lengths = [.. mask.sum(-1).to(ScalarType.Int32).data<int>()];
        using var context = new WholeFrames(
            lengths, golden.Flag("streaming") ? flow.Configuration.FrameMask : ChunkMask.None);
        var conditions = new FlowConditions(golden.Input("mu"), golden.Input("spks"), golden.Input("cond"));
        var velocity = flow.Estimator.Velocity(golden.Input("x"), golden.Input("t"), conditions, context);
        outputs.Add("out", velocity * mask); // what we give behind the end of a row means nothing
    }
}

/// <summary>Euler steps with guidance.</summary>
internal sealed class FlowSolverKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.solver";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var flow = golden.Flow();
        var noise = golden.Input("noise"); // [1, bands, t]
        var frames = (int)noise.shape[2];
        using var context = new WholeFrames(
            [frames, frames], golden.Flag("streaming") ? flow.Configuration.FrameMask : ChunkMask.None);
        var solver = new EulerSolver(flow.Estimator, golden.Integer("n_timesteps"), flow.Configuration.Guidance);
        var steps = new List<Tensor>();
        var solved = solver.Solve(
            noise,
            new FlowConditions(golden.Input("mu"), golden.Input("spks"), golden.Input("cond")),
            _ => context,
            x => steps.Add(x[0].clone().DetachFromDisposeScope()));
        outputs.Add("steps", stack(steps));
        outputs.Add("out", solved);
        steps.ForEach(static step => step.Dispose());
    }
}
