using MinMo.Models.Language;
using MinMo.Models.Sampling;

namespace MinMo.Models.Parity.Decoders;

/// <summary>Decodes prompts greedily, all lanes in one step; lanes that have stopped drop out.</summary>
internal sealed class GreedyDecoding(IDecoderExecutor executor, GenerationSettings settings, int mostNew)
{
    private readonly TokenSampler _sampler = new(settings.Sampling with { Temperature = 0 }, seed: 0);

    /// <param name="prompts">One a lane, slots 0, 1, ..., pasts 0, demanding the last logits.</param>
    /// <returns>One reply a prompt.</returns>
    public IReadOnlyList<GreedyReply> Run(IReadOnlyList<LaneRow> prompts)
    {
        List<int>[] histories = [.. prompts.Select(prompt => new List<int>(prompt.Tokens.ToArray()))];
        int[] starts = [.. histories.Select(history => history.Count)];
        int[] lengths = [.. prompts.Select(LengthOf)];
        LaneRow[] rows = [.. prompts];
        var stopped = new bool[prompts.Count];
        for (var step = 0; step < mostNew && rows.Length > 0; step++)
        {
            Choose(rows, histories, stopped);
            foreach (var row in rows)
            {
                lengths[row.Slot] += step == 0 ? 0 : 1;
            }

            rows =
            [
                .. rows.Where(row => !stopped[row.Slot]).Select(row => new LaneRow
                {
                    Slot = row.Slot,
                    Past = lengths[row.Slot],
                    Tokens = new[] { histories[row.Slot][^1] },
                }),
            ];
        }

        return
        [
            .. histories.Select((history, slot) => new GreedyReply(history[starts[slot]..], stopped[slot])),
        ];
    }

    private void Choose(LaneRow[] rows, List<int>[] histories, bool[] stopped)
    {
        var outputs = executor.Step(rows);
        for (var i = 0; i < rows.Length; i++)
        {
            var history = histories[rows[i].Slot];
            var next = _sampler.Next(outputs.LastLogits(i), history.ToArray());
            history.Add(next);
            stopped[rows[i].Slot] = settings.StopIds.Contains(next);
        }
    }

    private int LengthOf(LaneRow prompt)
        => prompt.Embeddings.IsEmpty ? prompt.Tokens.Length : prompt.Embeddings.Length / executor.Configuration.HiddenSize;
}
