using MinMo.Training.Loop;

namespace MinMo.Training.Stages.Voice;

/// <summary>Batches of items of about equal length, bounded by their padded size: every item once an epoch, in an order
/// that depends on the seed and the epoch alone.</summary>
internal sealed class LengthBatches
{
    // Lengths are varied by this share before sorting, so that neighbours change from epoch to epoch.
    private const double Jitter = 0.15;

    private readonly IReadOnlyList<int> _lengths;
    private readonly int _budget;
    private readonly int _seed;
    private readonly List<long> _firstSteps = [0];
    private int[][] _epoch;
    private int _epochNumber;

    /// <param name="lengths">Of the items.</param>
    /// <param name="budget">Count times longest of a batch, at most; an item that is longer is a batch by itself.</param>
    /// <param name="seed">Of the order.</param>
    public LengthBatches(IReadOnlyList<int> lengths, int budget, int seed)
    {
        (_lengths, _budget, _seed) = (lengths, budget, seed);
        _epoch = Order(0);
    }

    /// <summary>The batches of the epoch of the last step that was asked for.</summary>
    public IReadOnlyList<int[]> Epoch => _epoch;

    /// <summary>The items of a step, as indices of lengths.</summary>
    public IReadOnlyList<int> At(long step)
    {
        if (step < _firstSteps[_epochNumber])
        {
            Go(0);
        }

        while (step >= _firstSteps[_epochNumber] + _epoch.Length)
        {
            Go(_epochNumber + 1);
        }

        return _epoch[step - _firstSteps[_epochNumber]];
    }

    private void Go(int epoch)
    {
        if (epoch == _firstSteps.Count)
        {
            _firstSteps.Add(_firstSteps[^1] + _epoch.Length);
        }

        (_epoch, _epochNumber) = (Order(epoch), epoch);
    }

    private int[][] Order(int epoch)
    {
        var random = StepRandom.OfVoice(_seed, epoch);
        var keys = _lengths.Select(length => length * (1 + (Jitter * random.NextDouble()))).ToArray();
        var sorted = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(keys, sorted);
        var batches = Cut(sorted).ToArray();
        random.Shuffle(batches);
        return batches;
    }

    private IEnumerable<int[]> Cut(int[] sorted)
    {
        var (start, longest) = (0, 0);
        for (var i = 0; i < sorted.Length; i++)
        {
            longest = Math.Max(longest, _lengths[sorted[i]]);
            if (i > start && (i + 1 - start) * (long)longest > _budget)
            {
                yield return sorted[start..i];
                (start, longest) = (i, _lengths[sorted[i]]);
            }
        }

        if (start < sorted.Length)
        {
            yield return sorted[start..];
        }
    }
}
