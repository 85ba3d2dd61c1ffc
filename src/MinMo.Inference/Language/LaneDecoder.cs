using MinMo.Inference.Lanes;
using MinMo.Models.Language;

namespace MinMo.Inference.Language;

/// <summary>
/// Feeds tokens to lanes and keeps, for every lane, what the model expects next. A lane and its cache change together:
/// lanes count tokens only after the step that computed them.
/// </summary>
/// <param name="decoder">With a lane for each of the pool's.</param>
/// <param name="pool">The lanes.</param>
/// <param name="keepsHidden">Whether the hidden states that foresee are wanted as well: a voice reads them.</param>
internal sealed class LaneDecoder(IDecoderExecutor decoder, LanePool pool, bool keepsHidden = false)
{
    private readonly float[][] _next =
        [.. Enumerable.Range(0, pool.Count).Select(_ => new float[decoder.Configuration.VocabularySize])];

    private readonly float[][] _hidden =
        [.. Enumerable.Range(0, pool.Count).Select(_ => new float[keepsHidden ? decoder.Configuration.HiddenSize : 0])];

    private readonly LaneSharing _sharing = new(decoder, pool);

    private RowDemand Foreseeing => keepsHidden ? RowDemand.LastLogits | RowDemand.HiddenStates : RowDemand.LastLogits;

    /// <summary>What the model expects behind the lane's last token: logits <c>[V]</c>.</summary>
    /// <exception cref="InvalidOperationException">The lane has changed since.</exception>
    public Span<float> Next(Lane lane)
        => lane.Foreseen
            ? _next[lane.Slot]
            : throw new InvalidOperationException($"lane {lane.Slot} changed since its next token was foreseen");

    /// <summary>The hidden state that foresees the next token, <c>[d]</c>; empty if none are kept.</summary>
    /// <exception cref="InvalidOperationException">The lane has changed since.</exception>
    public ReadOnlySpan<float> Hidden(Lane lane)
        => lane.Foreseen
            ? _hidden[lane.Slot]
            : throw new InvalidOperationException($"lane {lane.Slot} changed since its next token was foreseen");

    /// <summary>Appends a stretch of a prompt to one lane.</summary>
    /// <param name="lane">With room for it.</param>
    /// <param name="prompt">What to append.</param>
    /// <param name="stretch">Which of its positions; at least one.</param>
    /// <param name="demand">What is computed besides the cache.</param>
    /// <returns>What was demanded; valid until the next step.</returns>
    public StepOutputs Append(Lane lane, Prompt prompt, Range stretch, RowDemand demand)
    {
        var (from, count) = stretch.GetOffsetAndLength(prompt.Tokens.Length);
        var tokens = prompt.Tokens.AsMemory(from, count);
        var heard = tokens.Span.IndexOfAnyInRange(int.MinValue, -1) >= 0;
        _sharing.BeforeWrite(lane, lane.Length);
        var outputs = decoder.Step(
        [
            new LaneRow
            {
                Slot = lane.Slot,
                Past = lane.Length,
                Tokens = heard ? default : tokens,
                Embeddings = heard ? Embed(prompt, from, count) : default,
                Demand = demand,
            },
        ]);
        lane.Append(tokens.Span);
        if (demand.HasFlag(Foreseeing))
        {
            Keep(lane, outputs, row: 0);
        }

        return outputs;
    }

    /// <summary>Appends one heard row to each of several lanes in one step.</summary>
    /// <returns>Their hidden states, row i of lane i; valid until the next step.</returns>
    public StepOutputs Append(IReadOnlyList<(Lane Lane, PromptRow Row)> heard)
    {
        var rows = new LaneRow[heard.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            var (lane, values) = (heard[row].Lane, heard[row].Row.Values);
            _sharing.BeforeWrite(lane, lane.Length);
            rows[row] = new LaneRow
            {
                Slot = lane.Slot,
                Past = lane.Length,
                Embeddings = values,
                Demand = RowDemand.HiddenStates,
            };
        }

        var outputs = decoder.Step(rows);
        foreach (var (lane, row) in heard)
        {
            lane.Append([row.LaneToken]);
        }

        return outputs;
    }

    /// <summary>Appends tokens to one lane.</summary>
    /// <param name="lane">With room for them.</param>
    /// <param name="tokens">At least one.</param>
    /// <param name="foresee">Whether what comes next is wanted: the output layer is a large part of a step.</param>
    public void Append(Lane lane, ReadOnlyMemory<int> tokens, bool foresee)
    {
        _sharing.BeforeWrite(lane, lane.Length);
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
            _sharing.BeforeWrite(lane, lane.Length);
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

            // What is written again is the same, so that others may go on reading it.
            _sharing.BeforeWrite(lane, lane.Length);
            rows[row] = Row(lane.Slot, lane.Length - 1, new[] { lane.Tokens[^1] }, foresee: true);
        }

        var outputs = decoder.Step(rows);
        for (var row = 0; row < rows.Length; row++)
        {
            Keep(stale[row], outputs, row);
        }
    }

    /// <summary>Makes the other lane of a place a copy, which costs nothing before one of the two is written.</summary>
    public Lane Fork(Lane source, int length) => Share(source, pool.Fork(source, length), length);

    /// <summary>Makes the third lane of a place a copy, which costs nothing before one of the two is written.</summary>
    public Lane Branch(Lane source, int length) => Share(source, pool.Branch(source, length), length);

    private Lane Share(Lane source, Lane copy, int length)
    {
        _sharing.Begin(source, copy, length);
        return copy;
    }

    private float[] Embed(Prompt prompt, int from, int count)
    {
        var width = decoder.Configuration.HiddenSize;
        var embeddings = new float[count * width];
        for (var index = 0; index < count; index++)
        {
            var position = embeddings.AsSpan(index * width, width);
            if (prompt.Rows.TryGetValue(from + index, out var row))
            {
                row.Values.CopyTo(position);
            }
            else
            {
                decoder.Embed([prompt.Tokens[from + index]], position);
            }
        }

        return embeddings;
    }

    private LaneRow Row(int slot, int past, ReadOnlyMemory<int> tokens, bool foresee) => new()
    {
        Slot = slot,
        Past = past,
        Tokens = tokens,
        Demand = foresee ? Foreseeing : RowDemand.None,
    };

    private void Keep(Lane lane, StepOutputs outputs, int row)
    {
        outputs.LastLogits(row).CopyTo(_next[lane.Slot]);
        if (keepsHidden)
        {
            var hidden = outputs.HiddenStates(row);
            hidden[^decoder.Configuration.HiddenSize..].CopyTo(_hidden[lane.Slot]);
        }

        lane.Foreseen = true;
    }
}
