using MinMo.Abstractions.Engine;
using MinMo.Models.Duplex;

namespace MinMo.Inference.Minmo.Hearing;

/// <summary>The hidden states of what was heard to the four classes of evidence.</summary>
internal sealed class TurnJudge(DuplexPredictorLanes predictor)
{
    /// <summary>The lane is founded anew.</summary>
    public void Reset(int lane) => predictor.Reset(lane);

    /// <summary>Adds rows to lanes.</summary>
    /// <param name="lanes">Places, each once.</param>
    /// <param name="hidden">The language model's states of the new rows, <c>[lanes * rows, d]</c>.</param>
    /// <param name="speaking">Whether the agent held the floor, for each of these rows.</param>
    /// <returns>The evidence of the last row of each lane.</returns>
    public DuplexEvidence[] Judge(ReadOnlySpan<int> lanes, ReadOnlySpan<float> hidden, ReadOnlySpan<bool> speaking)
    {
        var likely = predictor.Step(lanes, hidden, speaking); // [lanes, 4]
        var evidence = new DuplexEvidence[lanes.Length];
        for (var lane = 0; lane < evidence.Length; lane++)
        {
            evidence[lane] = EvidenceOf(likely.Slice(lane * DuplexPredictor.Classes, DuplexPredictor.Classes));
        }

        return evidence;
    }

    private static DuplexEvidence EvidenceOf(ReadOnlySpan<float> likely)
        => new(likely[0], likely[1], likely[2], likely[3]);
}
