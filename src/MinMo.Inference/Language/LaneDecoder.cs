using MinMo.Inference.Lanes;
using MinMo.Models.Language;

namespace MinMo.Inference.Language;

/// <summary>
/// Feeds tokens to lanes and keeps, for every lane, what the model expects next. A lane and its cache change together:
/// lanes count tokens only after the step that computed them.
/// </summary>
internal sealed class LaneDecoder(IDecoderExecutor decoder, LanePool pool)
{
    private readonly float[][] _next =
        [.. Enumerable.Range(0, pool.Count).Select(_ => new float[decoder.Configuration.VocabularySize])];

    /// <summary>What the model expects behind the lane's last token: logits <c>[V]</c>.</summary>
    /// <exception cref="InvalidOperationException">The lane has changed since.</exception>
    public Span<float> Next(Lane lane)
        => lane.Foreseen
            ? _next[lane.Slot]
            : throw new InvalidOperationException($"lane {lane.Slot} changed since its next token was foreseen");

    /// <summary>Appends tokens to one lane.</summary>
    /// <param name="lane">With room for them.</param>
    /// <param name="tokens">At least one.</param>
    /// <param name="foresee">Whether what comes next is wanted: the output layer is a large part of a step.</param>
    public void Append(Lane lane, ReadOnlyMemory<int> tokens, bool foresee)
    {
        var outputs = decoder.Step([Row(lane.Slot, lane.Length, tokens, foresee)]);
        lane.Append(tokens.Span);
        if (foresee)
        {
            Keep(lane, outputs, row: 0);
        }
    }

    /// <summary>Appends one token to each of several lanes, of any lengths, in one step.</summary>
    public void Append(IReadOnlyList<(Lane Lane, int Token)> chosen)
    {
        var rows = new LaneRow[chosen.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            var (lane, token) = chosen[row];
            rows[row] = Row(lane.Slot, lane.Length, new[] { token }, foresee: true);
        }

        var outputs = decoder.Step(rows);
        for (var row = 0; row < rows.Length; row++)
        {
            chosen[row].Lane.Append([chosen[row].Token]);
            Keep(chosen[row].Lane, outputs, row);
        }
    }

    /// <summary>Computes the last token of lanes again that were cut since.</summary>
    /// <param name="lanes">None of them empty.</param>
    public void Foresee(IReadOnlyList<Lane> lanes)
    {
        var stale = lanes.Where(static lane => !lane.Foreseen).ToList();
        if (stale.Count == 0)
        {
            return;
        }

        var rows = new LaneRow[stale.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            var lane = stale[row];
            rows[row] = Row(lane.Slot, lane.Length - 1, new[] { lane.Tokens[^1] }, foresee: true);
        }

        var outputs = decoder.Step(rows);
        for (var row = 0; row < rows.Length; row++)
        {
            Keep(stale[row], outputs, row);
        }
    }

    /// <summary>Makes the other lane of a place a copy.</summary>
    public Lane Fork(Lane source, int length)
    {
        var copy = pool.Fork(source, length);
        if (length > 0)
        {
            decoder.CopyLane(source.Slot, copy.Slot, length);
        }

        return copy;
    }

    private static LaneRow Row(int slot, int past, ReadOnlyMemory<int> tokens, bool foresee) => new()
    {
        Slot = slot,
        Past = past,
        Tokens = tokens,
        Demand = foresee ? RowDemand.LastLogits : RowDemand.None,
    };

    private void Keep(Lane lane, StepOutputs outputs, int row)
    {
        outputs.LastLogits(row).CopyTo(_next[lane.Slot]);
        lane.Foreseen = true;
    }
}
