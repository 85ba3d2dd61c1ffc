using MinMo.Abstractions.Engine;
using MinMo.Models.Duplex;
using static TorchSharp.torch;

namespace MinMo.Inference.Minmo.Hearing;

/// <summary>The hidden states of what was heard to the four classes of evidence.</summary>
internal sealed class TurnJudge(DuplexPredictorLanes predictor)
{
    private const int Classes = 4;

    /// <summary>The lane is founded anew.</summary>
    public void Reset(int lane) => predictor.Reset(lane);

    /// <summary>Adds rows to lanes.</summary>
    /// <param name="lanes">Places, each once.</param>
    /// <param name="hidden">The language model's states of the new rows, <c>[lanes * rows, d]</c>.</param>
    /// <param name="speaking">Whether the agent held the floor, for each of these rows.</param>
    /// <returns>The evidence of the last row of each lane.</returns>
    public DuplexEvidence[] Judge(int[] lanes, ReadOnlySpan<float> hidden, IReadOnlyList<bool> speaking)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var rows = speaking.Count / lanes.Length;
        var states = tensor(hidden.ToArray(), [lanes.Length, rows, hidden.Length / speaking.Count]);
        var floor = tensor([.. speaking.Select(static speaks => speaks ? 1L : 0L)], [lanes.Length, rows]);
        var likely = predictor.Step(lanes, states, floor).select(1, rows - 1).contiguous().data<float>().ToArray(); // [n, 4]
        return [.. lanes.Select((_, lane) => EvidenceOf(likely.AsSpan(lane * Classes, Classes)))];
    }

    private static DuplexEvidence EvidenceOf(ReadOnlySpan<float> likely)
        => new(likely[0], likely[1], likely[2], likely[3]);
}
