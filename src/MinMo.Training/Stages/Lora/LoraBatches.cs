namespace MinMo.Training.Stages.Lora;

/// <summary>Groups examples of like length, and shuffles the groups anew in every pass; all from the seed.</summary>
internal sealed class LoraBatches
{
    private readonly int[] _byLength;
    private readonly List<Range> _groups = [];
    private readonly int _seed;
    private int[] _order = [];
    private long _pass = -1;

    /// <param name="lengths">Of the examples, in tokens.</param>
    /// <param name="tokens">Most tokens of a batch, padding included; a longer example is a batch of its own.</param>
    /// <param name="seed">Of the order.</param>
    public LoraBatches(IReadOnlyList<int> lengths, int tokens, int seed)
    {
        _seed = seed;
        _byLength = Enumerable.Range(0, lengths.Count).ToArray();
        new Random(seed).Shuffle(_byLength);
        _byLength = [.. _byLength.OrderBy(index => lengths[index])]; // stable: like lengths stay shuffled
        for (var first = 0; first < _byLength.Length;)
        {
            var end = first + 1;
            while (end < _byLength.Length && lengths[_byLength[end]] * (end + 1 - first) <= tokens)
            {
                end++;
            }

            _groups.Add(first..end);
            first = end;
        }
    }

    /// <summary>Batches of one pass over all examples.</summary>
    public int Count => _groups.Count;

    /// <summary>Indices of the examples of a step.</summary>
    public ReadOnlySpan<int> At(long step)
    {
        var pass = step / Count;
        if (pass != _pass)
        {
            _pass = pass;
            _order = [.. Enumerable.Range(0, Count)];
            new Random(unchecked((_seed * 1_000_003) + (int)pass)).Shuffle(_order);
        }

        return _byLength.AsSpan(_groups[_order[step % Count]]);
    }
}
