using MinMo.Models.CosyVoice.Flow;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.CosyVoiceFlow;

/// <summary>The solver's fixed noise.</summary>
internal sealed class FlowNoiseKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.noise";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var noise = FlowNoise.Draw((ulong)golden.Integer("seed"), golden.Integer("mel"), golden.Integer("frames"));
        long[] columns = [.. golden.Parameters.GetProperty("columns").EnumerateArray().Select(column => column.GetInt64())];
        outputs.Add("noise", noise.index_select(1, tensor(columns)));
    }
}

/// <summary>The solver's times.</summary>
internal sealed class FlowScheduleKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.schedule";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var count = golden.Integer("n_timesteps");
        var steps = EulerSolver.Steps(count);
        outputs.Add("t_span", [count + 1], EulerSolver.Times(count));
        outputs.Add("t", [count], [.. steps.Select(static step => step.Time)]);
        outputs.Add("dt", [count], [.. steps.Select(static step => step.Width)]);
    }
}

/// <summary>Which positions a position sees.</summary>
internal sealed class ChunkMaskKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.chunk-mask";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        int[] lengths = [.. golden.Parameters.GetProperty("lengths").EnumerateArray().Select(length => length.GetInt32())];
        outputs.Add("mask", new ChunkMask(golden.Integer("chunk")).Of(golden.Integer("length"), lengths));
    }
}
