using static TorchSharp.torch;

namespace MinMo.Models.Whisper;

/// <summary>A batch of <see cref="TorchWhisper"/>. Items that get no tokens in a call cost as much as the others.</summary>
internal sealed class TorchWhisperBatch(WhisperNetwork network, WhisperCache cache) : IWhisperBatch
{
    public IReadOnlyList<Memory<float>> Append(IReadOnlyList<WhisperTokens> rows)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var width = rows.Max(row => row.Ids.Length);
        var ids = new long[cache.Lengths.Count * width];
        var counts = new int[cache.Lengths.Count];
        foreach (var row in rows)
        {
            counts[row.Item] = row.Ids.Length;
            for (var i = 0; i < row.Ids.Length; i++)
            {
                ids[(row.Item * width) + i] = row.Ids[i];
            }
        }

        var states = network.Decoder.Append(tensor(ids, [counts.Length, width]), counts, cache); // [b, l, d]
        return [.. rows.Select(row => Logits(states[row.Item], row.Wanted))];
    }

    public void Truncate(int item, int length) => cache.Truncate(item, length);

    public void Dispose() => cache.Dispose();

    private Memory<float> Logits(Tensor states, int[] wanted) // states: [l, d]
    {
        using var scope = NewDisposeScope();
        var rows = states.index_select(0, tensor(Array.ConvertAll(wanted, index => (long)index))); // [wanted, d]
        return network.Decoder.Logits(rows).data<float>().ToArray();
    }
}
